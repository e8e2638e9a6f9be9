package io.userautomation.sparkjob.query;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import io.userautomation.sparkjob.ownership.Ownership;
import io.userautomation.sparkjob.ownership.Position;
import java.util.HashMap;
import java.util.Map;

/** A group's positions without brokers. */
final class MemoryGroup implements Ownership {

    private final Map<Integer, Position> positions = new HashMap<>();
    private boolean lost;

    void lose() {
        lost = true;
    }

    @Override
    public void require() {
        if (lost) {
            throw new TaskException(ExitStatus.FAILED, "lost");
        }
    }

    @Override
    public Map<Integer, Position> positions() {
        return Map.copyOf(positions);
    }

    @Override
    public void commit(long batch, Map<Integer, Long> offsets, Map<Integer, RecordMark> marks) {
        require();
        offsets.forEach((partition, offset) -> {
            if (!positions.containsKey(partition) || positions.get(partition).offset() <= offset) {
                positions.put(partition, new Position(offset, batch, 0, marks.get(partition)));
            }
        });
    }

    @Override
    public void forget() {
        positions.replaceAll((partition, position) -> new Position(0, Position.NO_BATCH, 0, null));
    }

    @Override
    public void close() {}
}
