package io.userautomation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.process.InheritedVariables;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A local run is made of its own values: none of a shell's decides anything, whichever jar reads it. */
class ShellSettingsIT {

    @Test
    void should_hand_no_setting_of_any_jar_on_to_servers_and_tasks() throws Exception {
        // given
        Map<String, String> shell = JarSettings.hostileShell();
        assertThat(shell).containsKeys("POSTGRES_PASSWORD_FILE", "RANDOM_USER_API_RATE_LIMIT", "CHECKPOINT_FOLDER");
        // when
        InheritedVariables.retainThisMachines(shell);
        // then
        assertThat(shell).isEmpty();
    }
}
