package io.userautomation.kafka.registry;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Reason;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The few calls of the Confluent-compatible API that are needed; each ends within seconds. */
public final class SchemaRegistry {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    /** The type of a schema whose type a registry leaves out. */
    private static final String AVRO = "AVRO";

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;
    /** What a server answers that is busy, or not ready yet, below {@link #SERVER_ERROR}. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final SchemaRegistrySettings settings;
    private final URI url;
    private final HttpClient http;
    private final String base;
    private final Optional<String> authorization;

    /** @param settings with a URL */
    public SchemaRegistry(SchemaRegistrySettings settings) {
        this.settings = settings;
        this.url = URI.create(settings.url().orElseThrow());
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
        if (settings.transport().tls()) {
            builder.sslContext(settings.transport().context());
        }
        this.http = builder.build();
        this.base = settings.url().orElseThrow().replaceFirst("/+$", "");
        this.authorization = settings.username()
                .map(name -> basic(name, settings.password().orElseThrow().text()));
    }

    /** Names it in messages. */
    public String server() {
        return "schema registry at " + url.getHost() + ":" + port();
    }

    /** Where it listens. */
    public List<InetSocketAddress> addresses() {
        return List.of(InetSocketAddress.createUnresolved(url.getHost(), port()));
    }

    /**
     * Sees that a registry answers, and takes the login.
     *
     * @throws TaskException for what no waiting mends: login, path, certificate
     */
    public void connect() throws IOException, InterruptedException {
        try {
            ping();
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

    /**
     * Asks for the subjects, to see that it is a registry that answers.
     *
     * @throws LoginRefusedException when it answers that this user may not ask
     * @throws NoRegistryException when the answer is none of a registry, now or later
     */
    private void ping() throws IOException, InterruptedException {
        Answer answer = send("GET", "/subjects", null);
        if (answer.status() == UNAUTHORIZED || answer.status() == FORBIDDEN) {
            throw new LoginRefusedException("GET /subjects answered %s".formatted(answer.status()));
        }
        if (answer.status() == 200 && answer.isList()) {
            return;
        }
        String sentence = "GET /subjects answered %s and no list of subjects".formatted(answer.status());
        boolean passing = answer.status() >= SERVER_ERROR || PASSING.contains(answer.status());
        throw passing ? new IOException(sentence) : new NoRegistryException(sentence);
    }

    /** The subject's own compatibility level, empty where it has none. */
    public Optional<String> compatibility(String subject) throws IOException, InterruptedException {
        Answer answer = send("GET", "/config/" + encoded(subject), null);
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(answer.required("compatibilityLevel").getAsString());
    }

    public void setCompatibility(String subject, String level) throws IOException, InterruptedException {
        JsonObject body = new JsonObject();
        body.addProperty("compatibility", level);
        send("PUT", "/config/" + encoded(subject), body).requireSuccess();
    }

    /** Finds this very schema under the subject. */
    public Optional<Registered> find(String subject, RecordFormat format, String schema)
            throws IOException, InterruptedException {
        Answer answer = send("POST", "/subjects/" + encoded(subject), schemaBody(format, schema));
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(new Registered(
                        answer.required("id").getAsInt(),
                        answer.required("version").getAsInt()));
    }

    /**
     * Registers the schema as the subject's newest.
     *
     * @throws IncompatibleSchemaException when the registry holds one that it breaks with
     */
    public void register(String subject, RecordFormat format, String schema) throws IOException, InterruptedException {
        Answer answer = send("POST", "/subjects/" + encoded(subject) + "/versions", schemaBody(format, schema));
        if (answer.status() == CONFLICT) {
            throw new IncompatibleSchemaException(answer.message());
        }
        answer.requireSuccess();
    }

    /** The format of the subject's newest schema; empty where it has none, or one that users don't come in. */
    public Optional<RecordFormat> latestFormat(String subject) throws IOException, InterruptedException {
        Answer answer = send("GET", "/subjects/" + encoded(subject) + "/versions/latest", null);
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        String schema = answer.required("schema").getAsString();
        return SchemaKind.of(text(answer.body().getAsJsonObject(), "schemaType").orElse(AVRO), schema);
    }

    /** The numbers of the subject's versions, those too that were deleted softly; empty where there is no such subject. */
    Optional<List<Integer>> versions(String subject) throws IOException, InterruptedException {
        Answer answer = send("GET", "/subjects/" + encoded(subject) + "/versions?deleted=true", null);
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        answer.requireSuccess();
        if (!answer.isList()) {
            throw new IOException("%s answered no list of versions".formatted(answer.call()));
        }
        List<Integer> versions = new ArrayList<>();
        for (JsonElement version : answer.body().getAsJsonArray()) {
            versions.add(version.getAsInt());
        }
        return Optional.of(versions);
    }

    /** One of the subject's versions; empty where it is gone by now. */
    Optional<SubjectVersion> version(String subject, int version) throws IOException, InterruptedException {
        Answer answer = send("GET", "/subjects/%s/versions/%s?deleted=true".formatted(encoded(subject), version), null);
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        int id = answer.required("id").getAsInt();
        String schema = answer.required("schema").getAsString();
        JsonObject body = answer.body().getAsJsonObject();
        return Optional.of(new SubjectVersion(
                id, text(body, "guid"), version, text(body, "schemaType").orElse(AVRO), schema));
    }

    private static Optional<String> text(JsonObject body, String key) {
        return Optional.ofNullable(body.get(key))
                .filter(value -> !value.isJsonNull())
                .map(JsonElement::getAsString);
    }

    private int port() {
        int byScheme = "https".equals(url.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        return url.getPort() < 0 ? byScheme : url.getPort();
    }

    private static JsonObject schemaBody(RecordFormat format, String schema) {
        JsonObject body = new JsonObject();
        body.addProperty("schemaType", format.schemaType());
        body.addProperty("schema", schema);
        return body;
    }

    private Answer send(String method, String path, JsonObject body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.toString());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Content-Type", MEDIA_TYPE)
                .header("Accept", MEDIA_TYPE + ", application/json")
                .method(method, publisher);
        authorization.ifPresent(value -> request.header("Authorization", value));
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(method + " " + path, response.statusCode(), response.body());
    }

    private static String basic(String name, String password) {
        byte[] login = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }
}
