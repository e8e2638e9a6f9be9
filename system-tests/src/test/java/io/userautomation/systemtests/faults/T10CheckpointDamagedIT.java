package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import io.userautomation.systemtests.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Files of a checkpoint that a crash, a full disk or a person has left cut, empty, overwritten or not at all. */
@Tag("T10")
@Tag("faults-full")
class T10CheckpointDamagedIT {

    @Fault("checkpoint files cut, empty, missing, garbage; the documented repair")
    void should_name_the_damaged_file_and_lose_nothing_by_the_repair(FaultReport report) throws Exception {
        // given
        try (OwnPipeline pipeline = OwnPipeline.lay("t10_damaged")) {
            pipeline.tasks().run("run", "--users", "500").succeeded();
            try (Databases databases = pipeline.databases()) {
                Map<UUID, String> inCassandra = databases.cassandraRows();
                Map<UUID, String> inPostgres = databases.postgresRows();
                for (Damage damage : Damage.values()) {
                    Path checkpoint = pipeline.checkpoint("postgres");
                    Path damaged = damage.file(checkpoint);
                    // when
                    damage.inflict(damaged);
                    Finished failed = pipeline.tasks().startStore("run").await(PATIENCE);
                    // then
                    assertThat(failed.exitStatus()).as(damage + ": " + failed).isEqualTo(1);
                    String error = failed.lastStdoutLineAsJson().get("error").getAsString();
                    assertThat(error)
                            .as(damage.toString())
                            .contains(checkpoint.toString())
                            .contains(checkpoint.relativize(damaged).toString())
                            .contains("move the folder away");
                    report.struck(error);
                    // when
                    Files.move(checkpoint, checkpoint.resolveSibling("away-" + damage));
                    Finished again = pipeline.tasks().startStore("run").await(PATIENCE);
                    // then
                    assertThat(again.exitStatus()).as(damage + ": " + again).isZero();
                    // Kafka knew how far it was: files to damage next come of storing all again.
                    Finished allAgain =
                            pipeline.tasks().startStore("run", "--start-over").await(PATIENCE);
                    assertThat(allAgain.exitStatus())
                            .as(damage + ": " + allAgain)
                            .isZero();
                }
                assertThat(databases.cassandraRows()).isEqualTo(inCassandra);
                assertThat(databases.postgresRows()).isEqualTo(inPostgres);
            }
            report.counted(pipeline.account(pipeline.idsOf("run")));
        }
    }

    /** One each of what is done and of what it is done to; CheckpointFilesTest has all of them. */
    private enum Damage {
        OFFSETS_CUT("offsets") {
            @Override
            void inflict(Path file) throws IOException {
                byte[] whole = Files.readAllBytes(file);
                write(file, Arrays.copyOf(whole, whole.length / 2));
            }
        },
        COMMITS_EMPTY("commits") {
            @Override
            void inflict(Path file) throws IOException {
                write(file, new byte[0]);
            }
        },
        METADATA_GARBAGE("metadata") {
            @Override
            void inflict(Path file) throws IOException {
                write(file, new byte[] {0, (byte) 0xFF, 'x', '\n', 1});
            }
        },
        BEGIN_GARBAGE("sources/0/0") {
            @Override
            void inflict(Path file) throws IOException {
                write(file, new byte[] {0, (byte) 0xFF, 'x', '\n', 1});
            }
        },
        OFFSETS_MISSING("offsets") {
            @Override
            void inflict(Path file) throws IOException {
                Files.delete(file);
            }
        };

        private final String name;

        Damage(String name) {
            this.name = name;
        }

        abstract void inflict(Path file) throws IOException;

        /** The file itself, or the latest of its folder. */
        Path file(Path checkpoint) throws IOException {
            Path path = checkpoint.resolve(name);
            if (!Files.isDirectory(path)) {
                return path;
            }
            try (Stream<Path> files = Files.list(path)) {
                return files.filter(file -> file.getFileName().toString().matches("\\d+"))
                        .max(Comparator.comparingLong(
                                file -> Long.parseLong(file.getFileName().toString())))
                        .orElseThrow();
            }
        }

        /** Without the checksum, as on a file system that keeps none. */
        static void write(Path file, byte[] content) throws IOException {
            Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
            Files.write(file, content);
        }
    }
}
