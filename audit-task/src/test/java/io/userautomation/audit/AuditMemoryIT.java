package io.userautomation.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much the ids of a run take, in processes with a heap of their own. */
class AuditMemoryIT {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path folder;

    @Test
    void should_add_up_three_million_users_in_a_heap_of_32_mib() throws Exception {
        // when
        String said = tally("-Djava.io.tmpdir=" + folder, "3000000");

        // then
        assertThat(said).contains("records=3300000 distinct=3000000 stored=3000000 missing=0");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(path -> path.toString().contains("audited-ids")))
                    .isEmpty();
        }
    }

    @Test
    void should_count_a_million_users_for_the_page_in_a_heap_of_32_mib() throws Exception {
        // when
        String said = run(Profiling.class, "-Djava.io.tmpdir=" + folder, "1000000");

        // then
        assertThat(said).contains("records=1000000 emails=1000000 shared=0");
    }

    @Test
    void should_name_the_folder_that_takes_no_temporary_files() throws Exception {
        // when
        String said = tally("-Djava.io.tmpdir=" + folder.resolve("absent"), "1000000");

        // then
        assertThat(said)
                .contains("the folder for temporary files, " + folder.resolve("absent") + ", can't be used: ")
                .contains("the audit needs 18 bytes there for each record, and -Djava.io.tmpdir in JAR_JVM_OPTIONS");
    }

    private String tally(String option, String users) throws Exception {
        return run(Tallying.class, option, users);
    }

    private String run(Class<?> program, String option, String users) throws Exception {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(List.of(
                        JAVA,
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        users))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out, UTF_8);
    }
}
