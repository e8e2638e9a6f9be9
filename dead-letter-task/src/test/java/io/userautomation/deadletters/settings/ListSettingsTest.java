package io.userautomation.deadletters.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.runs.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void should_list_all_without_an_export_by_default() {
        assertThat(Read.of(ListSettings::from, Map.of()))
                .isEqualTo(new ListSettings(Optional.empty(), Optional.empty()));
    }

    @Test
    void should_read_every_value() {
        // given
        Path file = folder.resolve("letters.jsonl");

        // when
        ListSettings settings =
                Read.of(ListSettings::withExportFrom, Map.of("RUN_ID", "run-1", "DEAD_LETTER_FILE", file.toString()));

        // then
        assertThat(settings).isEqualTo(new ListSettings(Optional.of(new RunId("run-1")), Optional.of(file)));
    }

    @Test
    void should_refuse_a_file_that_is_there_or_whose_folder_is_not() throws Exception {
        // given
        String there = Files.createFile(folder.resolve("letters.jsonl")).toString();

        // then
        assertThat(Read.problem(ListSettings::withExportFrom, "DEAD_LETTER_FILE", there))
                .isEqualTo(
                        "DEAD_LETTER_FILE (--file) is '%s': must be a file that is not there yet, in a folder that is"
                                .formatted(there));
        assertThat(Read.problem(ListSettings::withExportFrom, "DEAD_LETTER_FILE", "/no/one/letters.jsonl"))
                .startsWith("DEAD_LETTER_FILE (--file) is '/no/one/letters.jsonl': must be a file");
    }
}
