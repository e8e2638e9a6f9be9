package io.userautomation.stores.postgres.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.ServerSchema;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.Users;
import io.userautomation.stores.postgres.PostgresSettings;
import io.userautomation.stores.postgres.schema.PostgresSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A standby that became the primary without the last rows: its table is another one, so that all is stored again. */
class PostgresPromotionIT {

    private static final long NOON = 1_790_000_000_123L;

    @TempDir
    private Path folder;

    @Test
    void should_call_the_table_another_one_once_a_standby_has_taken_over() throws Exception {
        try (Stack stack = Stack.start(folder, Ports.free(), Set.of(ServerKind.POSTGRES))) {
            Server server = stack.server(ServerKind.POSTGRES);
            PostgresSettings settings = PostgresSettings.from(new SettingsReader(stack.environment()));
            lay(settings);
            PostgresWriter writer = new PostgresWriter(settings, new RefusedInMemory());
            String identity = writer.tableIdentity();
            List<ValidUser> replicated = Users.some(5, NOON);
            write(writer, replicated);
            server.stop();
            shell("cp -a postgres/data standby && touch standby/standby.signal"
                    + " && chown --reference=standby/PG_VERSION standby/standby.signal");
            server.restart();
            List<ValidUser> lost = Users.some(5, NOON);
            write(writer, lost);
            assertThat(writer.tableIdentity()).as("after a restart").isEqualTo(identity);

            server.stop();
            shell("rm -r postgres/data && mv standby postgres/data");
            server.restart();
            PostgresRows rows = new PostgresRows(settings);
            rows.execute("SELECT pg_promote()");

            assertThat(writer.tableIdentity()).isEqualTo(identity + ", timeline 2");
            assertThat(rows.count(ids(replicated))).isEqualTo(5);
            assertThat(rows.count(ids(lost))).isZero();
        }
    }

    private static void lay(PostgresSettings settings) throws Exception {
        try (ServerSchema schema = new PostgresSchema(settings)) {
            schema.connect();
            schema.create(new Summary());
        }
    }

    private static void write(PostgresWriter writer, List<ValidUser> users) {
        assertThat(writer.write(users.iterator())).isInstanceOf(Written.class);
    }

    private void shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).as(command).isZero();
    }

    private static List<UUID> ids(List<ValidUser> users) {
        return users.stream().map(ValidUser::id).toList();
    }
}
