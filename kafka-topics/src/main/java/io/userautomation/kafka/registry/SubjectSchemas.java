package io.userautomation.kafka.registry;

import io.userautomation.commandline.Reason;
import io.userautomation.kafka.formats.RegisteredSchemas;
import io.userautomation.kafka.formats.WriterSchema;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schemas of the users topic's subject, asked for when a record names one that isn't known, and kept. The subject's list
 * says which there are: however many unknown ids somebody writes, one request answers for all of them. No other subject's
 * schema is ever asked for. Safe to share between threads.
 */
public final class SubjectSchemas {

    private static final Logger LOG = LoggerFactory.getLogger(SubjectSchemas.class);

    /** How often versions that are known are asked for again: a subject may have been deleted, and its numbers used anew. */
    private static final Duration ANEW = Duration.ofMinutes(1);

    private final SchemaRegistrySettings settings;
    private final String subject;
    private final LongSupplier nanos;
    private final Set<Integer> versions = new HashSet<>();
    private volatile RegisteredSchemas known;
    private SchemaRegistry registry;
    private long askedAnew;

    /**
     * Schemas that nobody has asked for yet.
     *
     * @param settings without a URL there is none to ask, and none is known
     * @param topic the users topic, whose subject it is by name
     */
    public SubjectSchemas(SchemaRegistrySettings settings, String topic) {
        this(settings, topic, System::nanoTime);
    }

    SubjectSchemas(SchemaRegistrySettings settings, String topic, LongSupplier nanos) {
        this.settings = settings;
        this.subject = subjectOf(topic);
        this.nanos = nanos;
        this.known = settings.url().isEmpty()
                ? RegisteredSchemas.NONE
                : new RegisteredSchemas(Map.of(), false, "subject " + subject);
    }

    /** The subject of a topic's values. */
    public static String subjectOf(String topic) {
        return topic + "-value";
    }

    /** What is known by now; asks nobody. */
    public RegisteredSchemas known() {
        return known;
    }

    /**
     * Asks for the subject's schemas again.
     *
     * @param id what a record has named
     * @return all that there are, which no other is expected beside
     * @throws RegistryUnavailableException when there is no answer, or the subject isn't there
     * @throws io.userautomation.commandline.TaskException for what no waiting mends, such as a login that is refused
     */
    public synchronized RegisteredSchemas asked(String id) throws RegistryUnavailableException, InterruptedException {
        if (known.complete()) {
            return known;
        }
        if (!known.byId().containsKey(id)) {
            ask(id);
        }
        return new RegisteredSchemas(known.byId(), true, known.whose());
    }

    private void ask(String id) throws RegistryUnavailableException, InterruptedException {
        if (registry == null) {
            registry = new SchemaRegistry(settings);
        }
        try {
            registry.connect();
            List<Integer> listed = registry.versions(subject)
                    .orElseThrow(() -> new RegistryUnavailableException(
                            "%s has no subject %s: schema-init registers it".formatted(registry.server(), subject),
                            null));
            if (versions.isEmpty()) {
                askedAnew = nanos.getAsLong();
            }
            load(listed);
            if (!known.byId().containsKey(id) && nanos.getAsLong() - askedAnew > ANEW.toNanos()) {
                versions.clear();
                askedAnew = nanos.getAsLong();
                load(listed);
            }
        } catch (IOException e) {
            throw new RegistryUnavailableException(
                    "%s does not answer: %s".formatted(registry.server(), Reason.of(e)), e);
        }
    }

    /** All that are new, or none where one of them can't be had. */
    private void load(List<Integer> listed) throws IOException, InterruptedException {
        Map<String, WriterSchema> byId = new HashMap<>(known.byId());
        for (Integer number : listed) {
            if (!versions.contains(number)) {
                registry.version(subject, number).ifPresent(version -> add(version, byId));
            }
        }
        versions.addAll(listed);
        if (byId.size() > known.byId().size()) {
            known = new RegisteredSchemas(byId, false, known.whose());
            LOG.info("Schemas read subject={} versions={}", subject, listed.size());
        }
    }

    private static void add(SubjectVersion version, Map<String, WriterSchema> byId) {
        SchemaKind.of(version.schemaType(), version.schema()).ifPresent(format -> {
            String id = Integer.toUnsignedString(version.id());
            WriterSchema schema = new WriterSchema(id, version.version(), format, version.schema());
            byId.put(id, schema);
            version.guid().ifPresent(guid -> byId.put(guid, schema));
        });
    }
}
