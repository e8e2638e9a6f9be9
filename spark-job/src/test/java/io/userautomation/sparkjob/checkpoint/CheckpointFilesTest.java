package io.userautomation.sparkjob.checkpoint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFilesTest {

    @TempDir
    private Path folder;

    /** Three batches, of which the last is not committed. */
    @BeforeEach
    void write_a_checkpoint() throws IOException {
        write("metadata", "{\"id\":\"8f3f9494-a65e-43e9-862d-9a529d0caff0\"}");
        write("sources/0/0", "\0v1\n{\"users_created\":{\"0\":0}}");
        for (int batch = 0; batch < 3; batch++) {
            write("offsets/" + batch, "v1\n{\"batchWatermarkMs\":0}\n{\"users_created\":{\"0\":%d}}".formatted(batch));
        }
        for (int batch = 0; batch < 2; batch++) {
            write("commits/" + batch, "v1\n{\"nextBatchWatermarkMs\":0}");
        }
    }

    @Test
    void should_find_nothing_wrong_in_a_sound_one_and_in_one_that_is_new(@TempDir Path empty) {
        assertThatCode(() -> new CheckpointFiles(folder).check()).doesNotThrowAnyException();
        assertThatCode(() -> new CheckpointFiles(empty).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"metadata", "offsets/2", "offsets/1", "commits/1", "sources/0/0"})
    void should_name_a_file_that_is_empty_or_cut_or_garbage(String file) throws IOException {
        String whole = Files.readString(folder.resolve(file));
        for (String content : new String[] {"", whole.substring(0, whole.length() - 3), "\0\u0001garbage"}) {
            write(file, content);

            assertDamaged(file, "is damaged");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    metadata    | {}
                    offsets/2   | v1~{"batchWatermarkMs":0}~{}
                    offsets/2   | v1~{"batchWatermarkMs":0}~{"users_created":{"0":"many"}}
                    offsets/1   | v1~{"batchWatermarkMs":0}~{"users_created":[7]}
                    commits/1   | v2~{"nextBatchWatermarkMs":0}
                    sources/0/0 | v1~{"users_created":7}
                    sources/0/0 | v9~{"users_created":{"0":0}}
                    sources/0/0 | v1
                    """)
    void should_name_a_file_that_is_whole_and_says_something_else(String file, String content) throws IOException {
        write(file, content.replace('~', '\n'));

        assertDamaged(file, "is damaged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata", "offsets/2", "commits/1", "sources/0/0"})
    void should_name_what_can_t_be_read(String file) throws IOException {
        Files.delete(folder.resolve(file));
        Files.createDirectory(folder.resolve(file));

        assertDamaged(file, "can't be read");
    }

    @Test
    void should_do_without_the_place_where_the_source_began() throws IOException {
        Files.delete(folder.resolve("sources/0/0"));

        assertThatCode(() -> new CheckpointFiles(folder).check()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata", "offsets/1"})
    void should_name_a_file_that_is_missing(String file) throws IOException {
        Files.delete(folder.resolve(file));

        assertDamaged(file, "is missing");
    }

    @Test
    void should_miss_the_offsets_of_a_committed_batch() throws IOException {
        Files.delete(folder.resolve("offsets/2"));
        Files.delete(folder.resolve("offsets/1"));

        assertDamaged("offsets/0", "offsets/1", "is missing");
    }

    @Test
    void should_take_a_missing_commit_for_a_batch_to_do_again() throws IOException {
        Files.delete(folder.resolve("commits/1"));
        Files.delete(folder.resolve("offsets/2"));

        assertThatCode(() -> new CheckpointFiles(folder).check()).doesNotThrowAnyException();
    }

    @Test
    void should_believe_the_checksum_rather_than_the_content() throws IOException {
        write("offsets/.2.crc", "crc\0\0\0\u0002\0\0\0\0\0");

        assertDamaged("offsets/2", "is damaged");
    }

    private void assertDamaged(String file, String... words) {
        assertThatThrownBy(() -> new CheckpointFiles(folder).check())
                .isInstanceOf(TaskException.class)
                .hasMessageContaining(words.length > 1 ? words[0] : file)
                .hasMessageContaining(words[words.length - 1])
                .hasMessageContaining("move the folder away");
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
