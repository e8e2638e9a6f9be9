package io.userautomation.schemainit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.CommandRunner;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.InProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the command says of its arguments before it asks any server. */
class SchemaInitCommandTest {

    @Test
    void should_refuse_a_flag_that_does_not_exist() {
        // when
        Finished refused = run(Map.of(), "--fast");

        // then
        assertThat(refused.exitStatus()).isEqualTo(2);
        assertThat(refused.stderr()).isEqualTo("schema-init: Unknown option: '--fast'; --help lists the flags");
        assertThat(refused.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("bad_settings");
    }

    @Test
    void should_report_bad_flags_together_with_bad_variables() {
        // when
        Finished refused = run(Map.of("CASSANDRA_TABLE", "Users"), "--wait", "soon", "--verify-only=perhaps");

        // then
        assertThat(refused.exitStatus()).isEqualTo(2);
        assertThat(refused.stderr())
                .contains("3 settings can't be used")
                .contains("CASSANDRA_TABLE is 'Users'")
                .contains("SCHEMA_INIT_WAIT (--wait) is 'soon'")
                .contains("SCHEMA_INIT_VERIFY_ONLY (--verify-only) is 'perhaps'");
    }

    @Test
    void should_list_its_flags_whatever_the_settings_are() {
        // when
        Finished help = run(Map.of("CASSANDRA_TABLE", "Users"), "--help");

        // then
        assertThat(help.exitStatus()).isZero();
        assertThat(help.stderr()).isEmpty();
        assertThat(String.join("\n", help.stdout()))
                .startsWith("Usage: schema-init")
                .contains("--wait=DURATION", "[SCHEMA_INIT_WAIT]")
                .contains("--verify-only[=BOOLEAN]", "[SCHEMA_INIT_VERIFY_ONLY]");
        assertThat(help.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("done");
    }

    private static Finished run(Map<String, String> environment, String... arguments) {
        return InProcess.run(Duration.ofSeconds(10), (out, err) -> new CommandRunner(environment, out, err)
                .run(SchemaInit.COMMAND, arguments)
                .code());
    }
}
