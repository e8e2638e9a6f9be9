package io.userautomation.systemtests;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How many records the users topic has ever had. */
final class UsersTopic implements AutoCloseable {

    private static final String NAME = "users_created";

    private final Admin admin;

    UsersTopic(String bootstrapServers) {
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    long records() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends =
                admin.describeTopics(List.of(NAME)).allTopicNames().get().get(NAME).partitions().stream()
                        .map(info -> new TopicPartition(NAME, info.partition()))
                        .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
