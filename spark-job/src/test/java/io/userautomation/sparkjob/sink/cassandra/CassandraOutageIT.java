package io.userautomation.sparkjob.sink.cassandra;

import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.sparkjob.LaidPipeline;
import io.userautomation.sparkjob.sink.SinkOutageContract;
import io.userautomation.sparkjob.sink.SinkWriter;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.util.Collection;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;

class CassandraOutageIT extends SinkOutageContract {

    private static CassandraSettings settings;

    @BeforeAll
    static void lay_the_table() {
        settings = LaidPipeline.named("cassandra_outage").settings(CassandraSettings::from);
    }

    @Override
    protected SinkWriter writer() {
        return new CassandraWriter(settings);
    }

    @Override
    protected Server server() {
        return Stack.shared(ServerKind.CASSANDRA).server(ServerKind.CASSANDRA);
    }

    @Override
    protected int count(Collection<UUID> ids) {
        try (CassandraRows rows = new CassandraRows(settings)) {
            return rows.count(new HashSet<>(ids));
        }
    }
}
