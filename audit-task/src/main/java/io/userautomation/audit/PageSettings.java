package io.userautomation.audit;

import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.stores.ConfiguredStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings that a page shows: what was asked for, and where everything is. None of them holds a secret. */
final class PageSettings {

    private PageSettings() {}

    static Map<String, String> of(AuditSettings settings, Optional<RunManifest> run) {
        Map<String, String> shown = new LinkedHashMap<>();
        run.ifPresent(manifest -> request(manifest, shown));
        shown.put("reject budget", settings.budgetPercent().toPlainString() + " %");
        shown.put("Kafka", settings.kafka().bootstrapServers());
        shown.put("users topic", settings.topics().users());
        shown.put("dead-letter topic", settings.topics().deadLetters());
        shown.put("runs topic", settings.topics().runs());
        for (ConfiguredStore store : settings.stores()) {
            shown.put(store.store(), store.toString());
        }
        return shown;
    }

    private static void request(RunManifest manifest, Map<String, String> shown) {
        RunRequest request = manifest.request();
        shown.put(
                "users",
                request.users() == null ? "as many as come" : request.users().toString());
        if (request.durationSeconds() != null) {
            shown.put("duration", Duration.ofSeconds(request.durationSeconds()).toString());
        }
        shown.put("rate", request.rate() == null ? "the API's own" : request.rate() + " users/s");
        shown.put("page size", request.pageSize() + " users");
        shown.put(
                "nationalities",
                request.nationalities().isEmpty() ? "all" : String.join(", ", request.nationalities()));
        shown.put("seed", manifest.seed());
        shown.put("API version", request.apiVersion());
        shown.put("epoch", Long.toString(manifest.epoch()));
    }
}
