package io.userautomation.schemainit.registry;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Reason;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.formats.RecordSchema;
import io.userautomation.kafka.registry.IncompatibleSchemaException;
import io.userautomation.kafka.registry.Registered;
import io.userautomation.kafka.registry.SchemaRegistry;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.stores.ServerSchema;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The record's schema under the users topic's subject. */
public final class RegistryPart implements ServerSchema {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryPart.class);
    private static final String BACKWARD = "BACKWARD";
    private static final String NONE = "NONE";
    /** Levels that promise at least what BACKWARD does: whoever chose a stricter one keeps it. */
    private static final Set<String> BACKWARD_OR_STRICTER =
            Set.of(BACKWARD, "BACKWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE");

    private final String subject;
    private final RecordFormat format;
    private final String schema;
    private final SchemaRegistry registry;

    /**
     * The part for one subject.
     *
     * @param settings with a URL
     * @param subject under which the schema is registered
     * @param format in which the registry is to have it
     */
    public RegistryPart(SchemaRegistrySettings settings, String subject, RecordFormat format) {
        this.subject = subject;
        this.format = format;
        this.schema = RecordSchema.text(format);
        this.registry = new SchemaRegistry(settings);
    }

    @Override
    public String server() {
        return registry.server();
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return registry.addresses();
    }

    @Override
    public void connect() throws IOException, InterruptedException {
        registry.connect();
    }

    @Override
    public void create(Summary summary) throws IOException, InterruptedException {
        if (!isBackward(registry.compatibility(subject))) {
            registry.setCompatibility(subject, BACKWARD);
        }
        boolean missing = registry.find(subject, format, schema).isEmpty();
        if (missing) {
            if (isOfAnotherKind()) {
                registerBesideOthers();
            } else {
                register();
            }
            LOG.info("schema registered subject={}", subject);
        }
        summary.with("schema_registered", missing);
    }

    @Override
    public List<String> differences(Summary summary) throws IOException, InterruptedException {
        List<String> sentences = new ArrayList<>();
        Optional<String> level = registry.compatibility(subject);
        if (!isBackward(level)) {
            sentences.add("subject %s at the %s has compatibility %s, expected %s: run schema-init to set it"
                    .formatted(subject, server(), level.orElse("unset"), BACKWARD));
        }
        Optional<Registered> registered = registry.find(subject, format, schema);
        if (registered.isEmpty()) {
            sentences.add("the record's schema is missing under subject %s at the %s: run schema-init to register it"
                    .formatted(subject, server()));
        }
        summary.with("schema_subject", subject)
                .with("schema_id", registered.map(Registered::id).orElse(null))
                .with("schema_version", registered.map(Registered::version).orElse(null));
        return sentences;
    }

    @Override
    public void close() {
        // The JDK's client of this version has nothing to close.
    }

    private boolean isOfAnotherKind() throws IOException, InterruptedException {
        return registry.latestFormat(subject).filter(latest -> latest != format).isPresent();
    }

    /** Schemas of two kinds are compatible in no registry; readers take both. */
    private void registerBesideOthers() throws IOException, InterruptedException {
        String level = registry.compatibility(subject).orElse(BACKWARD);
        LOG.info("another format's schema is the newest so far: compatibility is off for a moment subject={}", subject);
        registry.setCompatibility(subject, NONE);
        try {
            register();
        } finally {
            registry.setCompatibility(subject, level);
        }
    }

    private void register() throws IOException, InterruptedException {
        try {
            registry.register(subject, format, schema);
        } catch (IncompatibleSchemaException e) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    ("the record's schema breaks with the one under subject %s at the %s, which says \"%s\": keep to"
                                    + " compatible changes, or publish to another topic with %s")
                            .formatted(subject, server(), Reason.of(e), TopicSettings.USERS.variable()),
                    e);
        }
    }

    private static boolean isBackward(Optional<String> level) {
        return level.filter(BACKWARD_OR_STRICTER::contains).isPresent();
    }
}
