package io.userautomation.sparkjob.sink.postgres;

import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.sparkjob.LaidPipeline;
import io.userautomation.sparkjob.sink.SinkOutageContract;
import io.userautomation.sparkjob.sink.SinkWriter;
import io.userautomation.stores.postgres.PostgresSettings;
import java.util.Collection;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;

class PostgresOutageIT extends SinkOutageContract {

    private static PostgresSettings settings;

    @BeforeAll
    static void lay_the_table() {
        settings = LaidPipeline.named("postgres_outage").settings(PostgresSettings::from);
    }

    @Override
    protected SinkWriter writer() {
        return new PostgresWriter(settings, new LettersInMemory());
    }

    @Override
    protected Server server() {
        return Stack.shared(ServerKind.POSTGRES).server(ServerKind.POSTGRES);
    }

    @Override
    protected int count(Collection<UUID> ids) {
        return new PostgresRows(settings).count(ids);
    }
}
