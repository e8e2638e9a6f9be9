package io.userautomation.stores.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.contract.RefusedInMemory;
import io.userautomation.stores.contract.Users;
import io.userautomation.stores.mysql.read.MysqlReader;
import io.userautomation.stores.mysql.schema.MysqlSchema;
import io.userautomation.stores.mysql.write.MariadbHere;
import io.userautomation.stores.mysql.write.MysqlRows;
import io.userautomation.stores.mysql.write.MysqlWriter;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What docs/permissions.md grants, and nothing else. */
class MysqlPermissionsIT {

    private static final String PASSWORD = "of-the-test";

    /** The statements of one of the page's two blocks on MySQL. */
    private static final String BLOCK = "(?s)## MySQL and MariaDB.*?-- %s schema-init\n(.*?)\n\n";

    private static MysqlRows administrator;

    @BeforeAll
    static void start() {
        MariadbHere.orSkip();
        Map<String, String> environment =
                new HashMap<>(Stack.shared(ServerKind.MYSQL).environment());
        administrator = new MysqlRows(MysqlSettings.from(new SettingsReader(environment)));
    }

    @Test
    void should_do_with_what_the_page_grants() throws Exception {
        // given
        execute("before");
        layTheTable();
        assertThatThrownBy(() -> MysqlReader.open(as("audit")))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("docs/permissions.md");
        execute("after");
        // when
        StoreWriter writer = new MysqlWriter(as("spark_job"), new RefusedInMemory());
        writer.verify();
        assertThat(writer.tableIdentity()).isNotEmpty();
        List<ValidUser> users = Users.some(10, 0);
        // then
        assertThat(writer.write(users.iterator())).isInstanceOf(Written.class);
        assertThat(writer.write(users.iterator())).isInstanceOf(Written.class);
        try (StoreReader audit = MysqlReader.open(as("audit"))) {
            assertThat(audit.find(users.stream().map(ValidUser::id).toList())).hasSize(10);
        }
        assertThatThrownBy(() -> new MysqlWriter(as("audit"), new RefusedInMemory()).write(users.iterator()))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("MYSQL_USERNAME")
                .hasMessageContaining("docs/permissions.md");
    }

    private static void layTheTable() throws Exception {
        try (MysqlSchema schema = new MysqlSchema(as("schema_init"))) {
            schema.connect();
            schema.create(new Summary());
            assertThat(schema.differences(new Summary())).isEmpty();
        }
    }

    /** In a database of this test alone. */
    private static void execute(String when) throws Exception {
        Matcher block = Pattern.compile(BLOCK.formatted(when))
                .matcher(Files.readString(Checkout.find().root().resolve("docs/permissions.md")));
        assertThat(block.find())
                .as("the page has a block for what comes %s schema-init", when)
                .isTrue();
        for (String statement : block.group(1).split(";", -1)) {
            if (!statement.isBlank()) {
                administrator.execute(statement
                        .strip()
                        .replaceAll("(DATABASE|ON) user_data\\b", "$1 granted")
                        .replace("'…'", "'" + PASSWORD + "'"));
            }
        }
    }

    private static MysqlSettings as(String login) {
        Map<String, String> environment =
                new HashMap<>(Stack.shared(ServerKind.MYSQL).environment());
        environment.put("MYSQL_URL", environment.get("MYSQL_URL").replaceFirst("/user_data$", "/granted"));
        environment.put("MYSQL_USERNAME", login);
        environment.put("MYSQL_PASSWORD", PASSWORD);
        return MysqlSettings.from(new SettingsReader(environment));
    }
}
