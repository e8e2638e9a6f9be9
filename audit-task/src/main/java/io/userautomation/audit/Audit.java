package io.userautomation.audit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.kafka.settings.KafkaFailure;
import io.userautomation.kafka.settings.KafkaThreads;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunSnapshot;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One audit, from the run's manifest to the verdict. */
final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final AuditSettings settings;
    private final ServerWait serverWait;

    Audit(AuditSettings settings) {
        this.settings = settings;
        this.serverWait = new ServerWait(settings.serverWait());
    }

    /** @throws TaskException for status 3 when the run is not proven, with the figures all the same */
    Summary run() throws Exception {
        return KafkaFailure.guard(settings.kafka(), settings.serverWait(), this::audit);
    }

    private Summary audit() throws InterruptedException {
        RunSnapshot run = closedRun();
        String users = settings.topics().users();
        try (Admin admin = admin();
                TopicScan scan = new TopicScan(settings.kafka(), serverWait);
                StoreReaders stores = connect(run.manifest())) {
            KafkaThreads.surfaceErrors();
            RunProof proof = new RunProof(new TopicOffsets(admin), scan, stores, settings.topics());
            return judge(run, proof, new ConsumerGroups(admin, users, stores.names()));
        }
    }

    private RunSnapshot closedRun() {
        String topic = settings.topics().runs();
        try (RunsTopicReader reader =
                new RunsTopicReader(settings.kafka().clientProperties(), topic, settings.serverWait())) {
            reader.refresh();
            RunId runId = settings.runId()
                    .or(reader::latest)
                    .orElseThrow(() -> new TaskException(
                            ExitStatus.BAD_SETTINGS, "no run was ever opened on topic %s".formatted(topic)));
            RunSnapshot run = reader.run(runId);
            if (run.manifest() == null) {
                throw new TaskException(
                        ExitStatus.BAD_SETTINGS,
                        "no such run: %s was never opened on topic %s".formatted(runId, topic));
            }
            if (!run.isClosed()) {
                throw new TaskException(
                        ExitStatus.NOT_PROVEN,
                        "run %s is still open: close-run has not run".formatted(runId),
                        null,
                        AuditSummary.open(run.manifest()));
            }
            return run;
        }
    }

    private Admin admin() {
        int patience = (int) settings.serverWait().toMillis();
        Map<String, Object> properties = new HashMap<>(settings.kafka().clientProperties());
        properties.put("default.api.timeout.ms", patience);
        properties.put("request.timeout.ms", patience);
        return Admin.create(properties);
    }

    /** Those that the run's manifest names, whatever the settings name beside them. */
    private StoreReaders connect(RunManifest manifest) throws InterruptedException {
        List<StoreReader> readers = new ArrayList<>();
        boolean all = false;
        try {
            for (String name : manifest.storesToReach()) {
                ConfiguredStore store = settings.stores().stream()
                        .filter(configured -> configured.store().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new TaskException(
                                ExitStatus.BAD_SETTINGS,
                                "run %s is to reach %s, which %s does not name: add it there"
                                        .formatted(manifest.runId(), name, Stores.STORES.variable())));
                readers.add(serverWait.until(store.toString(), store::reader));
            }
            all = true;
            return new StoreReaders(readers);
        } finally {
            if (!all) {
                readers.forEach(StoreReader::close);
            }
        }
    }

    private Summary judge(RunSnapshot run, RunProof proof, ConsumerGroups groups) throws InterruptedException {
        RunManifest manifest = run.manifest();
        long deadline = System.nanoTime() + settings.sinkWait().toNanos();
        RunRange range = proof.range(manifest);
        Map<String, Long> lags = groups.lags(range);
        Evidence evidence = proof.gather(manifest, range);
        while (isBehind(evidence, lags) && System.nanoTime() < deadline) {
            awaitStores(range, evidence, groups, deadline);
            range = proof.range(manifest);
            lags = groups.lags(range);
            evidence = proof.gather(manifest, range);
        }
        List<String> findings =
                new Judgement(settings.budgetPercent(), settings.topics()).findings(manifest, range, evidence, lags);
        Summary summary = AuditSummary.closed(run, evidence, lags, findings.isEmpty());
        if (!findings.isEmpty()) {
            throw new TaskException(ExitStatus.NOT_PROVEN, sentence(manifest.runId(), findings), null, summary);
        }
        LOG.info("Proven: all of the run is stored or dead-lettered run_id={}", manifest.runId());
        return summary;
    }

    private static boolean isBehind(Evidence evidence, Map<String, Long> lags) {
        return lags.entrySet().stream().anyMatch(lag -> lag.getValue() > 0 && evidence.lacksIn(lag.getKey()));
    }

    private static void awaitStores(RunRange range, Evidence evidence, ConsumerGroups groups, long deadline)
            throws InterruptedException {
        Map<String, Long> lags = groups.lags(range);
        LOG.info("Waiting for what is behind, in offsets: {}", lags);
        while (isBehind(evidence, lags) && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            lags = groups.lags(range);
        }
    }

    private static String sentence(String runId, List<String> findings) {
        String numbered = IntStream.range(0, findings.size())
                .mapToObj(i -> System.lineSeparator() + "  " + (i + 1) + ". " + findings.get(i))
                .collect(Collectors.joining());
        return "run %s is not proven:%s".formatted(runId, numbered);
    }
}
