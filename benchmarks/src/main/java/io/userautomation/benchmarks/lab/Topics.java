package io.userautomation.benchmarks.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Topics for one trial each, so that every trial begins on an empty one. */
public final class Topics implements AutoCloseable {

    /** As schema-init makes the users topic. */
    private static final int PARTITIONS = 4;

    private final Admin admin;
    private final AtomicInteger made = new AtomicInteger();

    Topics(String bootstrapServers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Gives a name of an empty users topic to {@code work}, and its disk space back behind that. */
    public <T> T onFresh(Work<T> work) throws Exception {
        String users = "trial_" + made.incrementAndGet();
        List<String> names = Stream.of("", ".dlq", ".runs", ".owners")
                .map(suffix -> users + suffix)
                .toList();
        admin.createTopics(List.of(
                        new NewTopic(users, PARTITIONS, (short) 1),
                        new NewTopic(users + ".dlq", Optional.of(1), Optional.empty()),
                        new NewTopic(users + ".owners", Optional.of(1), Optional.empty()),
                        new NewTopic(users + ".runs", Optional.of(1), Optional.empty())
                                .configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get();
        try {
            return work.on(users);
        } finally {
            admin.deleteTopics(names).all().get();
        }
    }

    /** Works on a users topic that is there and empty; beside it are those of dead letters and runs that follow it. */
    @FunctionalInterface
    public interface Work<T> {
        T on(String topic) throws Exception;
    }

    @Override
    public void close() {
        admin.close();
    }
}
