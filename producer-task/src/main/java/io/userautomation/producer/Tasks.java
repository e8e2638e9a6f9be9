package io.userautomation.producer;

import io.userautomation.commandline.Summary;
import io.userautomation.commandline.Task;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Problem;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaFailure;
import io.userautomation.kafka.settings.RunIdSetting;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.producer.api.HttpUserApi;
import io.userautomation.producer.api.RetryingUserApi;
import io.userautomation.producer.publish.DryRun;
import io.userautomation.producer.publish.PublishResult;
import io.userautomation.producer.publish.PublishUsers;
import io.userautomation.producer.run.CloseRun;
import io.userautomation.producer.run.OpenRun;
import io.userautomation.producer.run.RunLedger;
import io.userautomation.producer.settings.ApiSettings;
import io.userautomation.producer.settings.ClusterSettings;
import io.userautomation.producer.settings.DeadlineCheck;
import io.userautomation.producer.settings.PublishSettings;
import io.userautomation.producer.settings.RequestSettings;
import io.userautomation.stores.Stores;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Reads each command's settings and wires its work together. */
final class Tasks {

    private final PrintStream progressOut;
    private final boolean terminal;

    /**
     * @param progressOut where publishing shows how far it is
     * @param terminal whether that is one
     */
    Tasks(PrintStream progressOut, boolean terminal) {
        this.progressOut = progressOut;
        this.terminal = terminal;
    }

    Task openRun(SettingsReader reader) {
        Optional<RunId> runId = requiredRunId(reader);
        RequestSettings request = RequestSettings.from(reader);
        PublishSettings publish = PublishSettings.from(reader);
        ApiSettings api = ApiSettings.from(reader);
        DeadlineCheck.note(reader, request, publish, api);
        List<String> stores = Stores.namesFrom(reader);
        ClusterSettings cluster = ClusterSettings.from(reader);
        reader.done();
        return () -> KafkaFailure.guard(cluster.kafka(), cluster.timeout(), () -> {
            try (RunLedger ledger = RunLedger.open(cluster)) {
                return OpenRun.summary(new OpenRun(ledger, DeadlineCheck.of(publish, api))
                        .open(runId.orElseThrow(), request, api.people(), stores));
            }
        });
    }

    Task publish(SettingsReader reader) {
        Optional<RunId> runId = requiredRunId(reader);
        PublishParts parts = PublishParts.from(reader);
        reader.done();
        return () -> KafkaFailure.guard(parts.cluster.kafka(), parts.cluster.timeout(), () -> {
            try (RunLedger ledger = RunLedger.open(parts.cluster)) {
                return parts.publish.dryRun()
                        ? parts.dryRun(ledger, runId.orElseThrow())
                        : publish(ledger, runId.orElseThrow(), parts).summary();
            }
        });
    }

    Task closeRun(SettingsReader reader) {
        Optional<RunId> runId = requiredRunId(reader);
        ClusterSettings cluster = ClusterSettings.from(reader);
        reader.done();
        return () -> KafkaFailure.guard(cluster.kafka(), cluster.timeout(), () -> {
            try (RunLedger ledger = RunLedger.open(cluster)) {
                return CloseRun.summary(new CloseRun(ledger).close(runId.orElseThrow()));
            }
        });
    }

    Task run(SettingsReader reader) {
        RunId runId = RunIdSetting.optionalFrom(reader)
                .orElseGet(() -> new RunId("manual__" + Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        PublishParts parts = PublishParts.from(reader);
        reader.done();
        return () -> KafkaFailure.guard(parts.cluster.kafka(), parts.cluster.timeout(), () -> {
            try (RunLedger ledger = RunLedger.open(parts.cluster)) {
                return parts.publish.dryRun() ? parts.dryRun(ledger, runId) : run(ledger, runId, parts);
            }
        });
    }

    private Summary run(RunLedger ledger, RunId runId, PublishParts parts) throws InterruptedException {
        RunManifest open = new OpenRun(ledger, DeadlineCheck.of(parts.publish, parts.api))
                .open(runId, parts.request, parts.api.people(), parts.stores);
        CloseRun closing = new CloseRun(ledger);
        PublishResult result;
        try {
            result = publish(ledger, runId, parts);
        } catch (RuntimeException e) {
            closeAfter(e, closing, runId);
            throw e;
        }
        RunManifest closed = closing.close(runId);
        Summary summary = new Summary()
                .with("run_id", runId.value())
                .with("epoch", open.epoch())
                .with("seed", open.seed());
        return result.addTo(summary).with("outcome", CloseRun.outcome(closed));
    }

    private PublishResult publish(RunLedger ledger, RunId runId, PublishParts parts) throws InterruptedException {
        return new PublishUsers(ledger, parts.userApi(), parts.api, parts.publish, Ticker.SYSTEM, progressOut, terminal)
                .publish(runId, parts.request);
    }

    /** What became of publishing is the sentence to tell, whatever comes of the closing. */
    private static void closeAfter(RuntimeException failure, CloseRun closing, RunId runId)
            throws InterruptedException {
        try {
            closing.close(runId);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static Optional<RunId> requiredRunId(SettingsReader reader) {
        Optional<RunId> runId = RunIdSetting.optionalFrom(reader);
        if (runId.isEmpty()) {
            reader.group(() -> {
                throw new InvalidSettingsException(java.util.List.of(new Problem(RunIdSetting.RUN_ID, null)));
            });
        }
        return runId;
    }

    private record PublishParts(
            RequestSettings request,
            List<String> stores,
            PublishSettings publish,
            ApiSettings api,
            ClusterSettings cluster) {

        static PublishParts from(SettingsReader reader) {
            RequestSettings request = RequestSettings.from(reader);
            PublishSettings publish = PublishSettings.from(reader);
            ApiSettings api = ApiSettings.from(reader);
            DeadlineCheck.note(reader, request, publish, api);
            return new PublishParts(request, Stores.namesFrom(reader), publish, api, ClusterSettings.from(reader));
        }

        Summary dryRun(RunLedger ledger, RunId runId) throws InterruptedException {
            try (RetryingUserApi userApi = userApi()) {
                return new DryRun(ledger, userApi, api).fetch(runId, request);
            }
        }

        private RetryingUserApi userApi() {
            return new RetryingUserApi(new HttpUserApi(api), api, Ticker.SYSTEM, new Random());
        }
    }
}
