package io.userautomation.schemainit.registry;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Reason;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.stores.ResourceText;
import io.userautomation.stores.ServerSchema;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The record's schema under the users topic's subject. */
public final class RegistryPart implements ServerSchema {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryPart.class);
    private static final String SCHEMA = ResourceText.read(UserRecordJson.class, "user-record.schema.json");
    private static final String BACKWARD = "BACKWARD";
    /** Levels that promise at least what BACKWARD does: whoever chose a stricter one keeps it. */
    private static final Set<String> BACKWARD_OR_STRICTER =
            Set.of(BACKWARD, "BACKWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE");

    private final SchemaRegistrySettings settings;
    private final URI url;
    private final String subject;
    private final RegistryClient registry;

    /**
     * The part for one subject.
     *
     * @param settings with a URL
     * @param subject under which the schema is registered
     */
    public RegistryPart(SchemaRegistrySettings settings, String subject) {
        this.settings = settings;
        this.url = URI.create(settings.url().orElseThrow());
        this.subject = subject;
        this.registry = new RegistryClient(settings);
    }

    @Override
    public String server() {
        return "schema registry at " + url.getHost() + ":" + port();
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return List.of(InetSocketAddress.createUnresolved(url.getHost(), port()));
    }

    @Override
    public void connect() throws IOException, InterruptedException {
        try {
            registry.ping();
        } catch (LoginRefusedException e) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "%s refuses the login, saying \"%s\": check %s and %s"
                            .formatted(
                                    server(),
                                    Reason.of(e),
                                    SchemaRegistrySettings.USERNAME.variable(),
                                    SchemaRegistrySettings.PASSWORD.variable()),
                    e);
        } catch (NoRegistryException e) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    ("what answers at %s is no schema registry, or not under this path: %s; set %s to the address above"
                                    + " /subjects, with its path (Apicurio's is /apis/ccompat/v7)")
                            .formatted(url, Reason.of(e), SchemaRegistrySettings.URL.variable()),
                    e);
        } catch (IOException e) {
            TlsProbe.check(settings.transport(), addresses());
            throw e;
        }
    }

    @Override
    public void create(Summary summary) throws IOException, InterruptedException {
        if (!isBackward(registry.compatibility(subject))) {
            registry.setCompatibility(subject, BACKWARD);
        }
        boolean missing = registry.find(subject, SCHEMA).isEmpty();
        if (missing) {
            register();
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
        Optional<Registered> registered = registry.find(subject, SCHEMA);
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

    private void register() throws IOException, InterruptedException {
        try {
            registry.register(subject, SCHEMA);
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

    private int port() {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? 443 : 80;
    }
}
