package io.userautomation.audit;

import io.userautomation.commandline.TaskException;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.StoredUser;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All stores of a run, asked side by side. Closing it closes them. */
final class StoreReaders implements AutoCloseable {

    private final List<StoreReader> readers;
    private final ExecutorService threads;

    StoreReaders(List<StoreReader> readers) {
        this.readers = List.copyOf(readers);
        this.threads = Executors.newFixedThreadPool(readers.size());
    }

    /** The rows that each store has of {@code ids}. */
    Map<String, Map<UUID, StoredUser>> find(Collection<UUID> ids) throws InterruptedException {
        Map<String, Future<Map<UUID, StoredUser>>> asked = new LinkedHashMap<>();
        for (StoreReader users : readers) {
            asked.put(users.store(), threads.submit(() -> users.find(ids)));
        }
        Map<String, Map<UUID, StoredUser>> answers = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Map<UUID, StoredUser>>> answer : asked.entrySet()) {
            answers.put(answer.getKey(), answer(answer.getValue()));
        }
        return answers;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        readers.forEach(StoreReader::close);
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

    List<String> names() {
        return readers.stream().map(StoreReader::store).toList();
    }
}
