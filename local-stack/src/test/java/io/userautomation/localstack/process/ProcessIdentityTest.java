package io.userautomation.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
    @Test
    void should_find_a_process_again_while_it_runs_and_not_after() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "600").start();
        ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();

        assertThat(identity.alive()).hasValue(process.toHandle());

        process.destroyForcibly().waitFor();
        assertThat(identity.alive()).isEmpty();
    }

    @Test
    void should_not_take_another_process_of_the_same_number_for_it() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            ProcessIdentity earlier = new ProcessIdentity(process.pid(), "some other start");

            assertThat(earlier.alive()).isEmpty();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
