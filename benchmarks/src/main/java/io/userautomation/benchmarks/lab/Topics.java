package io.userautomation.benchmarks.lab;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
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

    /** A users topic's name; beside it are those of dead letters and runs that follow it. */
    public String fresh() throws InterruptedException, ExecutionException {
        String users = "trial_" + made.incrementAndGet();
        admin.createTopics(List.of(
                        new NewTopic(users, PARTITIONS, (short) 1),
                        new NewTopic(users + ".dlq", Optional.of(1), Optional.empty()),
                        new NewTopic(users + ".runs", Optional.of(1), Optional.empty())
                                .configs(Map.of("cleanup.policy", "compact"))))
                .all()
                .get();
        return users;
    }

    /** Gives its disk space back. */
    public void delete(String users) throws InterruptedException, ExecutionException {
        admin.deleteTopics(Stream.of("", ".dlq", ".runs")
                        .map(suffix -> users + suffix)
                        .toList())
                .all()
                .get();
    }

    @Override
    public void close() {
        admin.close();
    }
}
