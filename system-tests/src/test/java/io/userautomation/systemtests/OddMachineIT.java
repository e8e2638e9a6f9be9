package io.userautomation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.localstack.process.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole run on a machine that has everything of its own at once: digits (Persian ones), a time zone that no PostgreSQL
 * knows, settings of ours in the shell, proxies, a locale of ASCII alone, a temporary folder mounted noexec, and a data
 * folder with a quote, a blank and an accent.
 */
@Tag("slow")
class OddMachineIT {

    private static final Duration RUN = Duration.ofMinutes(8);

    /** What {@code %d} gives in Persian, Bengali and the like. */
    private static final Pattern OTHER_DIGITS = Pattern.compile("[\\p{Nd}&&[^0-9]]");

    private static final String JAVA = "-Duser.language=fa -Duser.country=IR -Duser.timezone=IST -Djava.io.tmpdir=";

    private static final Map<String, String> MACHINE = Map.of(
            "LC_ALL", "C",
            "HTTP_PROXY", "http://ada:s3cret@127.0.0.1:1",
            "https_proxy", "http://ada:s3cret@127.0.0.1:1");

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    /** From which no program and no library can be run, where this process may make it so. */
    @BeforeEach
    void mountTemporaryFolder() {
        Launcher.works("mount", "-t", "tmpfs", "-o", "noexec,size=1g", "tmpfs", temporary.toString());
    }

    @AfterEach
    void unmountTemporaryFolder() {
        Launcher.works("umount", "--lazy", temporary.toString());
    }

    @Test
    void should_store_all_users_and_write_no_digits_but_those_from_0_to_9() throws Exception {
        // given: bash makes the name, since this JVM's own locale may not have its letters
        String command = "exec \"$0\" --data \"$1/o'brien jos\"$'\\303\\251' --no-airflow --ports free --users 500";
        // when
        Finished run = TaskProcess.command(
                        "bash",
                        "-c",
                        command,
                        Checkout.find().root().resolve("script/run-local.sh").toString(),
                        folder.toString())
                .environment(JarSettings.hostileShell())
                .environment(MACHINE)
                .environment("JDK_JAVA_OPTIONS", JAVA + temporary)
                .start()
                .await(RUN);
        // then
        assertThat(run.exitStatus()).as(run.toString()).isZero();
        JsonObject summary = run.lastStdoutLineAsJson();
        for (String all : List.of("published", "stored_cassandra", "stored_postgres")) {
            assertThat(summary.get(all).getAsLong()).as(all).isEqualTo(500);
        }
        assertThat(summary.get("missing").getAsLong()).isZero();
        assertThat(run.stdout() + run.stderr())
                .doesNotContainPattern(OTHER_DIGITS)
                .doesNotContain("s3cret");
        for (Path log : logs()) {
            assertThat(new String(Files.readAllBytes(log), StandardCharsets.UTF_8))
                    .as(log.getFileName().toString())
                    .doesNotContainPattern(OTHER_DIGITS)
                    .doesNotContain("s3cret");
        }
    }

    /** Of the servers and the tasks. */
    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> logs = files.filter(file -> file.getFileName().toString().endsWith(".log"))
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("/logs/"))
                    .toList();
            assertThat(logs).hasSizeGreaterThan(8);
            return logs;
        }
    }
}
