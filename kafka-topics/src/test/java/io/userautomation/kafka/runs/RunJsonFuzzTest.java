package io.userautomation.kafka.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonParseException;
import io.userautomation.model.runs.PublishProgress;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.model.runs.RunSnapshot;
import io.userautomation.model.runs.StoreReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/** Whatever stands on the runs topic is either refused as none of ours or can be used throughout. */
class RunJsonFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void should_refuse_any_text_or_understand_it(byte[] input) {
        String json = new String(input, UTF_8);
        understood(json, RunManifest.class);
        understood(json, PublishProgress.class);
        understood(json, StoreReport.class);
    }

    private static void understood(String json, Class<?> type) {
        Object read;
        try {
            read = RunJson.read(json, type);
        } catch (JsonParseException refused) {
            return;
        }
        assertThat(RunJson.read(RunJson.write(read), type)).isEqualTo(read);
        Assertions.assertDoesNotThrow(() -> use(read));
    }

    /** As the tasks do. */
    private static void use(Object read) {
        if (read instanceof RunManifest manifest) {
            RunSnapshot run = new RunSnapshot(manifest, List.of(), Map.of(), 1);
            assertThat(run.bestAttempt()).isEmpty();
            assertThat(manifest.supersedes(manifest)).isTrue();
            assertThat(new RunId(manifest.runId())).hasToString(manifest.runId());
        } else if (read instanceof PublishProgress progress) {
            RunManifest open = RunManifest.open(
                    new RunId(progress.runId()),
                    progress.epoch(),
                    "seed",
                    new RunRequest(1L, null, null, 1, List.of(), "1.4"),
                    progress.at(),
                    Map.of());
            assertThat(new RunSnapshot(open, List.of(progress), Map.of(), 1).bestAttempt())
                    .contains(progress);
        } else if (read instanceof StoreReport report) {
            assertThat(new RunSnapshot(null, List.of(), Map.of(report.sink(), report), 0).reports())
                    .containsValue(report);
        }
    }
}
