package io.userautomation.deadletters.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.runs.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplaySettingsTest {

    @TempDir
    private Path folder;

    @Test
    void should_have_defaults() {
        assertThat(Read.of(ReplaySettings::from, Map.of()))
                .isEqualTo(new ReplaySettings(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 3, 500, false));
    }

    @Test
    void should_read_every_value() throws IOException {
        // given
        Path file = Files.createFile(folder.resolve("repaired.jsonl"));
        Map<String, String> variables = Map.of(
                "RUN_ID", "run-1",
                "REPLAY_STAGE", "store",
                "REPLAY_REASON", "value too long",
                "REPLAY_REPAIRED", file.toString(),
                "REPLAY_MAX", "7",
                "REPLAY_LETTERS_PER_TRANSACTION", "20",
                "REPLAY_DRY_RUN", "true");

        // when
        ReplaySettings settings = Read.of(ReplaySettings::from, variables);

        // then
        assertThat(settings)
                .isEqualTo(new ReplaySettings(
                        Optional.of(new RunId("run-1")),
                        Optional.of("store"),
                        Optional.of("value too long"),
                        Optional.of(file),
                        7,
                        20,
                        true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            REPLAY_STAGE     | sink    | REPLAY_STAGE (--stage) is 'sink': must be publish, validate or store
            REPLAY_REPAIRED  | /no/one | REPLAY_REPAIRED (--repaired) is '/no/one': must be a readable file of JSON lines
            REPLAY_MAX       | 0       | REPLAY_MAX (--max-replays) is '0': must be a whole number from 1 to 1000
            REPLAY_DRY_RUN   | yes     | REPLAY_DRY_RUN (--dry-run) is 'yes': must be true or false
            REPLAY_LETTERS_PER_TRANSACTION | 10001 | REPLAY_LETTERS_PER_TRANSACTION (--letters-per-transaction) is '10001': must be a whole number from 1 to 10000
            """)
    void should_refuse_a_value_in_one_sentence(String variable, String value, String sentence) {
        assertThat(Read.problem(ReplaySettings::from, variable, value)).isEqualTo(sentence);
    }
}
