package io.userautomation.sparkjob.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.settings.KafkaSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The golden file pins what deployed checkpoints rely on. Offsets in a checkpoint are those of one source with this
 * subscription; another option here makes a job that restarts on it skip records, take them twice or not start. Change
 * it together with {@code UserRecord.SCHEMA_VERSION}, which gives every query a fresh checkpoint. How much of what is planned is
 * fetched and polled at a time is of no concern to a checkpoint.
 */
class CheckpointedSourceTest {

    @Test
    void should_read_the_topic_as_deployed_checkpoints_expect() throws IOException {
        Map<String, String> options =
                UsersTopic.options(KafkaSettings.plaintext("broker:9092"), "users_created", 50_000, 100);

        String actual = "columns: " + String.join(", ", RecordDecoder.COLUMNS) + "\n"
                + options.entrySet().stream()
                        .map(option -> option.getKey() + ": " + option.getValue() + "\n")
                        .collect(Collectors.joining());

        assertThat(actual).isEqualTo(golden());
    }

    private static String golden() throws IOException {
        try (InputStream file = CheckpointedSourceTest.class.getResourceAsStream("/checkpointed-source.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
