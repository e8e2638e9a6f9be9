package io.userautomation.schemainit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.InvalidSettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaInitCommandTest {

    @Test
    void should_refuse_a_flag_that_does_not_exist() {
        assertThatThrownBy(() -> SchemaInitCommand.parse("--fast"))
                .isInstanceOfSatisfying(
                        TaskException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_SETTINGS))
                .hasMessage("Unknown option: '--fast'; --help lists the flags");
    }

    @Test
    void should_report_bad_flags_together_with_bad_variables() {
        SchemaInitCommand command = SchemaInitCommand.parse("--wait", "soon", "--verify-only=perhaps");

        assertThatThrownBy(() -> command.run(Map.of("CASSANDRA_TABLE", "Users")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("3 settings can't be used")
                .hasMessageContaining("CASSANDRA_TABLE is 'Users'")
                .hasMessageContaining("SCHEMA_INIT_WAIT (--wait) is 'soon'")
                .hasMessageContaining("SCHEMA_INIT_VERIFY_ONLY (--verify-only) is 'perhaps'");
    }
}
