package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import org.junit.jupiter.api.Test;

/** The jar's {@code --dead-letters}, which is another jar's by now and still taken here for one version. */
class MovedCommandIT {

    @Test
    void should_list_dead_letters_and_say_what_does_so_by_now() throws Exception {
        // given
        TestServers servers = TestServers.shared();

        // when
        Finished listed = servers.audit("--dead-letters").start().await(TestServers.PATIENCE);

        // then
        assertThat(listed.exitStatus()).as(listed.stderr()).isZero();
        assertThat(listed.lastStdoutLine())
                .startsWith("{\"task\":\"audit-task\",\"status\":\"done\",\"dead_letters\":")
                .contains("\"exported_to\":null");
        assertThat(listed.stderr())
                .startsWith("audit-task: --dead-letters is dead-letter-task list by now")
                .contains("Dead letters on topic users_created.dlq:");
    }
}
