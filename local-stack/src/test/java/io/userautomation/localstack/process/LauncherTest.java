package io.userautomation.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherTest {

    private static final String SECONDS = "98765";

    @Test
    void should_leave_no_process_when_interrupted_while_it_starts_one() {
        // given
        ProcessBuilder sleep = new ProcessBuilder("sleep", SECONDS);
        Thread.currentThread().interrupt();
        // when
        assertThatThrownBy(() -> Launcher.start(sleep, "KILL")).isInstanceOf(UncheckedIOException.class);
        // then
        assertThat(Thread.interrupted()).isTrue();
        // Behind it in the launcher's line: the first one was started by now.
        Launcher.start(new ProcessBuilder("true"), "KILL");
        await().until(LauncherTest::isGone);
    }

    private static boolean isGone() {
        return ProcessHandle.current()
                .descendants()
                .flatMap(process -> process.info().arguments().stream())
                .noneMatch(arguments -> List.of(arguments).contains(SECONDS));
    }
}
