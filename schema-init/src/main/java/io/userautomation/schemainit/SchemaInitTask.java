package io.userautomation.schemainit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Reason;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.registry.SubjectSchemas;
import io.userautomation.schemainit.kafka.KafkaPart;
import io.userautomation.schemainit.registry.RegistryPart;
import io.userautomation.stores.ServerSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for every server, then lays and verifies part by part. A part that fails does not keep the others from their
 * work: all that stands in the way is reported together.
 */
final class SchemaInitTask {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaInitTask.class);

    private final List<ServerSchema> parts;
    private final Duration patience;
    private final boolean verifyOnly;
    private final boolean repair;

    SchemaInitTask(SchemaInitSettings settings) {
        this(partsOf(settings), settings.patience(), settings.verifyOnly(), settings.repair());
    }

    SchemaInitTask(List<ServerSchema> parts, Duration patience, boolean verifyOnly, boolean repair) {
        this.parts = parts;
        this.patience = patience;
        this.verifyOnly = verifyOnly;
        this.repair = repair;
    }

    Summary run() throws InterruptedException {
        Summary summary = new Summary().with("verify_only", verifyOnly);
        try {
            new ServerWait(patience).forAll(parts);
            List<String> problems = new ArrayList<>();
            for (ServerSchema part : parts) {
                problems.addAll(problemsOf(part, summary));
            }
            if (!problems.isEmpty()) {
                throw new TaskException(ExitStatus.FAILED, sentence(problems), null, summary);
            }
            return summary;
        } finally {
            // Before the summary is printed: a client's last words must not follow it.
            parts.forEach(ServerSchema::close);
        }
    }

    private List<String> problemsOf(ServerSchema part, Summary summary) throws InterruptedException {
        try {
            if (repair) {
                part.repair(summary);
            }
            if (!verifyOnly) {
                part.create(summary);
            }
            return part.differences(summary);
        } catch (InterruptedException e) {
            throw e;
        } catch (TaskException e) {
            LOG.debug("{} could not be laid", part.server(), e);
            return List.of(e.getMessage());
        } catch (Exception e) {
            LOG.debug("{} could not be laid", part.server(), e);
            return List.of(part.server() + " failed: " + Reason.of(e));
        } finally {
            // Some clients swallow an interruption and leave only its mark.
            if (Thread.interrupted()) {
                throwInterrupted();
            }
        }
    }

    private static void throwInterrupted() throws InterruptedException {
        throw new InterruptedException();
    }

    private static String sentence(List<String> problems) {
        if (problems.size() == 1) {
            return problems.get(0);
        }
        StringBuilder text = new StringBuilder(problems.size() + " things stand in the way:");
        for (int i = 0; i < problems.size(); i++) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(i + 1)
                    .append(". ")
                    .append(problems.get(i));
        }
        return text.toString();
    }

    private static List<ServerSchema> partsOf(SchemaInitSettings settings) {
        List<ServerSchema> parts = new ArrayList<>();
        parts.add(new KafkaPart(settings.kafka(), settings.topics(), settings.runsRetention()));
        settings.stores().forEach(store -> parts.add(store.schema()));
        // JSON names no schema; what it looks like stands in the registry all the same.
        RecordFormat format = settings.format() == RecordFormat.JSON ? RecordFormat.JSON_SCHEMA : settings.format();
        String subject = SubjectSchemas.subjectOf(settings.topics().users());
        if (settings.registry().url().isPresent()) {
            parts.add(new RegistryPart(settings.registry(), subject, format));
        }
        return parts;
    }
}
