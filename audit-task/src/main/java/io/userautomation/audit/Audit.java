package io.userautomation.audit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.registry.TopicRecordReader;
import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.kafka.runs.RunsTopicWriter;
import io.userautomation.kafka.settings.KafkaFailure;
import io.userautomation.kafka.settings.KafkaThreads;
import io.userautomation.model.runs.AuditReport;
import io.userautomation.model.runs.AuditVerdict;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunSnapshot;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One audit, from the run's manifest, or a point in time, to the verdict. */
final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(Audit.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final AuditSettings settings;
    private final ServerWait serverWait;
    private final Optional<PageWriter> page;

    Audit(AuditSettings settings) {
        this.settings = settings;
        this.serverWait = new ServerWait(settings.serverWait());
        this.page = settings.report().map(file -> new PageWriter(file, settings));
    }

    /** @throws TaskException for status 3 when it is not proven, with the figures all the same */
    Summary run() throws Exception {
        try {
            return KafkaFailure.guard(
                    settings.kafka(),
                    settings.serverWait(),
                    () -> settings.since().isPresent() ? since(settings.since().get()) : closed(closedRun()));
        } finally {
            page.ifPresent(PageWriter::close);
        }
    }

    private Summary closed(RunSnapshot run) throws InterruptedException {
        RunManifest manifest = run.manifest();
        try (Admin admin = admin();
                TopicScan scan = new TopicScan(settings.kafka(), serverWait);
                StoreReaders stores = connect(storesToReach(manifest))) {
            Gathered found = gather(admin, scan, stores, Subject.of(manifest));
            List<String> findings = judgement().findings(manifest, found.range(), found.evidence(), found.lags());
            leaveVerdict(manifest, found.evidence(), findings.isEmpty());
            Summary summary = AuditSummary.closed(run, found.evidence(), found.lags(), findings.isEmpty());
            Optional<String> failure = Optional.empty();
            if (page.isPresent()) {
                StoredHistory history = page.get()
                        .history(manifest)
                        .read(scan, new TopicOffsets(admin), settings.topics().runs());
                failure = page.get().closed(run, history, found.evidence(), findings, summary);
            }
            return judged("run " + manifest.runId(), findings, summary, failure);
        }
    }

    /** For whoever looks at runs later; a verdict stands without it. */
    private void leaveVerdict(RunManifest manifest, Evidence evidence, boolean proven) throws InterruptedException {
        try (RunsTopicWriter writer =
                new RunsTopicWriter(writerProperties(), settings.topics().runs())) {
            writer.write(AuditReport.of(
                    manifest,
                    proven ? AuditVerdict.PROVEN : AuditVerdict.NOT_PROVEN,
                    evidence.deadLettered(),
                    evidence.missing() + evidence.lostRecords(),
                    evidence.different(),
                    Instant.now()));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn(
                    "The verdict could not be written to the runs topic run_id={} reason={}",
                    manifest.runId(),
                    e.getMessage());
        }
    }

    private Summary since(Instant since) throws InterruptedException {
        try (Admin admin = admin();
                TopicScan scan = new TopicScan(settings.kafka(), serverWait);
                StoreReaders stores = connect(settings.stores())) {
            Gathered found = gather(admin, scan, stores, Subject.since(since));
            List<String> findings = judgement().losses(found.range(), found.evidence(), found.lags());
            Summary summary = AuditSummary.since(since, found.evidence(), found.lags(), findings.isEmpty());
            Optional<String> failure = page.flatMap(writer -> writer.since(since, found.evidence(), findings, summary));
            return judged("what was published since " + since, findings, summary, failure);
        }
    }

    private Judgement judgement() {
        return new Judgement(settings.budgetPercent(), settings.topics());
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
                Summary summary = AuditSummary.open(run.manifest());
                String failure = page.flatMap(writer -> writer.open(run, summary))
                        .map(said -> "; " + said)
                        .orElse("");
                throw new TaskException(
                        ExitStatus.NOT_PROVEN,
                        "run %s is still open: close-run has not run%s".formatted(runId, failure),
                        null,
                        summary);
            }
            return run;
        }
    }

    private Map<String, Object> writerProperties() {
        int patience = (int) settings.serverWait().toMillis();
        Map<String, Object> properties = new HashMap<>(settings.kafka().clientProperties());
        properties.put("max.block.ms", patience);
        properties.put("request.timeout.ms", patience);
        properties.put("delivery.timeout.ms", patience);
        properties.put("linger.ms", 0);
        return properties;
    }

    private Admin admin() {
        int patience = (int) settings.serverWait().toMillis();
        Map<String, Object> properties = new HashMap<>(settings.kafka().clientProperties());
        properties.put("default.api.timeout.ms", patience);
        properties.put("request.timeout.ms", patience);
        return Admin.create(properties);
    }

    /** Those that the run's manifest names, whatever the settings name beside them. */
    private List<ConfiguredStore> storesToReach(RunManifest manifest) {
        return manifest.storesToReach().stream()
                .map(name -> settings.stores().stream()
                        .filter(configured -> configured.store().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new TaskException(
                                ExitStatus.BAD_SETTINGS,
                                "run %s is to reach %s, which %s does not name: add it there"
                                        .formatted(manifest.runId(), name, Stores.STORES.variable()))))
                .toList();
    }

    private StoreReaders connect(List<ConfiguredStore> wanted) throws InterruptedException {
        List<StoreReader> readers = new ArrayList<>();
        boolean all = false;
        try {
            for (ConfiguredStore store : wanted) {
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

    /** What there is; a store that is behind is waited for. */
    private Gathered gather(Admin admin, TopicScan scan, StoreReaders stores, Subject subject)
            throws InterruptedException {
        KafkaThreads.surfaceErrors();
        RunProof proof = new RunProof(
                new TopicOffsets(admin),
                scan,
                stores,
                settings.topics(),
                new TopicRecordReader(settings.registry(), settings.topics().users(), settings.serverWait()));
        ConsumerGroups groups = new ConsumerGroups(admin, settings.topics().users(), stores.names());
        long deadline = System.nanoTime() + settings.sinkWait().toNanos();
        while (true) {
            RunRange range = proof.range(subject);
            Map<String, Long> lags = groups.lags(range);
            Onlooker onlooker = page.isPresent() ? page.get().startOver(subject) : Onlooker.NONE;
            Evidence evidence = proof.gather(subject, range, onlooker);
            if (!isBehind(evidence, lags) || System.nanoTime() >= deadline) {
                return new Gathered(range, lags, evidence);
            }
            awaitStores(range, evidence, groups, deadline);
        }
    }

    /**
     * The end of an audit.
     *
     * @param failure why the page could not be written; empty where it was, or none is wanted
     * @throws TaskException for status 3 where there are findings, and for status 1 where only the page is wanting
     */
    private static Summary judged(String subject, List<String> findings, Summary summary, Optional<String> failure) {
        if (!findings.isEmpty()) {
            String also = failure.map(said -> System.lineSeparator() + said).orElse("");
            throw new TaskException(ExitStatus.NOT_PROVEN, sentence(subject, findings) + also, null, summary);
        }
        if (failure.isPresent()) {
            throw new TaskException(ExitStatus.FAILED, subject + " is proven, but " + failure.get(), null, summary);
        }
        LOG.info("Proven: all of it is stored or dead-lettered of={}", subject);
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

    private static String sentence(String subject, List<String> findings) {
        String numbered = IntStream.range(0, findings.size())
                .mapToObj(i -> System.lineSeparator() + "  " + (i + 1) + ". " + findings.get(i))
                .collect(Collectors.joining());
        return "%s is not proven:%s".formatted(subject, numbered);
    }

    /**
     * All that a judgement goes by.
     *
     * @param lags per store, the offsets it had yet to store when the evidence began to be gathered
     */
    private record Gathered(RunRange range, Map<String, Long> lags, Evidence evidence) {}
}
