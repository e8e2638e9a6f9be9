package io.userautomation.audit;

import io.userautomation.commandline.TaskException;
import io.userautomation.model.Sink;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All sinks, asked side by side. Closing it closes them. */
final class Stores implements AutoCloseable {

    private final List<StoredUsers> sinks;
    private final ExecutorService threads;

    Stores(List<StoredUsers> sinks) {
        this.sinks = List.copyOf(sinks);
        this.threads = Executors.newFixedThreadPool(sinks.size());
    }

    /** The rows that each sink has of {@code ids}. */
    Map<Sink, Map<UUID, StoredUser>> find(Collection<UUID> ids) throws InterruptedException {
        Map<Sink, Future<Map<UUID, StoredUser>>> asked = new EnumMap<>(Sink.class);
        for (StoredUsers users : sinks) {
            asked.put(users.sink(), threads.submit(() -> users.find(ids)));
        }
        Map<Sink, Map<UUID, StoredUser>> answers = new EnumMap<>(Sink.class);
        for (Map.Entry<Sink, Future<Map<UUID, StoredUser>>> answer : asked.entrySet()) {
            answers.put(answer.getKey(), answer(answer.getValue()));
        }
        return answers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        sinks.forEach(StoredUsers::close);
    }

    private static Map<UUID, StoredUser> answer(Future<Map<UUID, StoredUser>> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TaskException failed) {
                throw failed;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
