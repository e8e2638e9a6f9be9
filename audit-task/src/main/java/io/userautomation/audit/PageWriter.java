package io.userautomation.audit;

import com.google.gson.JsonObject;
import io.userautomation.audit.page.CountsOverTime.Point;
import io.userautomation.audit.page.HtmlPage;
import io.userautomation.audit.page.LatencyBars;
import io.userautomation.audit.page.Phase;
import io.userautomation.audit.page.RunPage;
import io.userautomation.commandline.Summary;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the page of what is audited. Each of its pages says, where it could not be written, why; where it could be, the
 * summary says where it is.
 */
final class PageWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PageWriter.class);

    private final Path file;
    private final AuditSettings settings;
    private RunProfile profile;

    PageWriter(Path file, AuditSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    /** What is to be shown all that the audit reads from now on; what was shown to others before is forgotten. */
    Onlooker startOver(Subject subject) {
        close();
        profile = new RunProfile(subject);
        return profile;
    }

    /** What the stores have reported of a run is to be added to it. */
    StoredHistory history(RunManifest manifest) {
        return StoredHistory.of(manifest, profile.firstMillis());
    }

    /** The page of a closed run. */
    Optional<String> closed(
            RunSnapshot run, StoredHistory history, Evidence evidence, List<String> findings, Summary summary) {
        RunManifest manifest = run.manifest();
        List<Phase> timeline = new ArrayList<>();
        long opened = manifest.openedAt().toEpochMilli();
        timeline.add(Phase.of("open", opened, opened, manifest.closedAt().toEpochMilli()));
        profile.publishing().ifPresent(timeline::add);
        Map<String, List<Point>> perSecond = new LinkedHashMap<>();
        perSecond.put("published", profile.publishedPerSecond());
        history.stores().forEach((store, stored) -> {
            stored.phase("stored in " + store).ifPresent(timeline::add);
            perSecond.put("stored in " + store, stored.perSecond());
        });
        return write(
                new RunPage(
                        "Run " + manifest.runId(),
                        verdict("Run " + manifest.runId(), evidence, findings),
                        findings.isEmpty() ? "proven" : "not_proven",
                        findings,
                        now(),
                        summary.toJson(),
                        List.copyOf(evidence.stores().keySet()),
                        timeline,
                        perSecond,
                        latencies(run),
                        profile.users(evidence.distinct()),
                        PageSettings.of(settings, Optional.of(manifest))),
                summary);
    }

    /** The page of all that was published since some time. */
    Optional<String> since(Instant since, Evidence evidence, List<String> findings, Summary summary) {
        String subject = "What was published since " + since;
        return write(
                new RunPage(
                        subject,
                        verdict(subject, evidence, findings),
                        findings.isEmpty() ? "proven" : "not_proven",
                        findings,
                        now(),
                        summary.toJson(),
                        List.copyOf(evidence.stores().keySet()),
                        profile.publishing().stream().toList(),
                        Map.of("published", profile.publishedPerSecond()),
                        LatencyBars.of(List.of()),
                        profile.users(evidence.distinct()),
                        PageSettings.of(settings, Optional.empty())),
                summary);
    }

    /** The page of a run that can't be judged yet: how far it is. */
    Optional<String> open(RunSnapshot run, Summary summary) {
        RunManifest manifest = run.manifest();
        JsonObject figures = summary.toJson();
        figures.addProperty("asked_for", manifest.request().users());
        run.bestAttempt().ifPresent(attempt -> {
            figures.addProperty("fetched", attempt.counts().fetched());
            figures.addProperty("published", attempt.counts().published());
            figures.addProperty("rejected", attempt.counts().rejected());
        });
        return write(
                new RunPage(
                        "Run " + manifest.runId(),
                        "Run %s is still open: close-run has not run.".formatted(manifest.runId()),
                        "open",
                        List.of(),
                        now(),
                        figures,
                        manifest.storesToReach(),
                        List.of(),
                        Map.of(),
                        latencies(run),
                        null,
                        PageSettings.of(settings, Optional.of(manifest))),
                summary);
    }

    @Override
    public void close() {
        if (profile != null) {
            profile.close();
            profile = null;
        }
    }

    private static LatencyBars latencies(RunSnapshot run) {
        return LatencyBars.of(run.manifest().storesToReach().stream()
                .flatMap(store -> run.report(store).stream())
                .toList());
    }

    private static String verdict(String subject, Evidence evidence, List<String> findings) {
        return findings.isEmpty()
                ? "%s is proven: each of its %s users is stored in %s, or is a dead letter."
                        .formatted(
                                subject,
                                String.format(Locale.ROOT, "%,d", evidence.distinct()),
                                String.join(" and ", evidence.stores().keySet()))
                : "%s is not proven, for %s."
                        .formatted(subject, findings.size() == 1 ? "one reason" : findings.size() + " reasons");
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private Optional<String> write(RunPage page, Summary summary) {
        try {
            Files.writeString(file, HtmlPage.of(page));
        } catch (IOException e) {
            return Optional.of("the page can't be written to %s: %s".formatted(file, e));
        }
        summary.with("report", file.toString());
        LOG.info("Wrote the page file={}", file);
        return Optional.empty();
    }
}
