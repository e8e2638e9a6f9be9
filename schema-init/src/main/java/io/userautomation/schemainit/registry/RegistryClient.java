package io.userautomation.schemainit.registry;

import com.google.gson.JsonObject;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** The few calls of the Confluent-compatible API that are needed; each ends within seconds. */
final class RegistryClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;
    /** What a server answers that is busy, or not ready yet, below {@link #SERVER_ERROR}. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final HttpClient http;
    private final String base;
    private final Optional<String> authorization;

    /** @param settings with a URL */
    RegistryClient(SchemaRegistrySettings settings) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
        if (settings.transport().tls()) {
            builder.sslContext(settings.transport().context());
        }
        this.http = builder.build();
        this.base = settings.url().orElseThrow().replaceFirst("/+$", "");
        this.authorization = settings.username()
                .map(name -> basic(name, settings.password().orElseThrow().text()));
    }

    /**
     * Asks for the subjects, to see that it is a registry that answers.
     *
     * @throws LoginRefusedException when it answers that this user may not ask
     * @throws NoRegistryException when the answer is none of a registry, now or later
     */
    void ping() throws IOException, InterruptedException {
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
    Optional<String> compatibility(String subject) throws IOException, InterruptedException {
        Answer answer = send("GET", "/config/" + encoded(subject), null);
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(answer.required("compatibilityLevel").getAsString());
    }

    void setCompatibility(String subject, String level) throws IOException, InterruptedException {
        JsonObject body = new JsonObject();
        body.addProperty("compatibility", level);
        send("PUT", "/config/" + encoded(subject), body).requireSuccess();
    }

    /** Finds this very schema under the subject. */
    Optional<Registered> find(String subject, String schema) throws IOException, InterruptedException {
        Answer answer = send("POST", "/subjects/" + encoded(subject), schemaBody(schema));
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
    void register(String subject, String schema) throws IOException, InterruptedException {
        Answer answer = send("POST", "/subjects/" + encoded(subject) + "/versions", schemaBody(schema));
        if (answer.status() == CONFLICT) {
            throw new IncompatibleSchemaException(answer.message());
        }
        answer.requireSuccess();
    }

    private static JsonObject schemaBody(String schema) {
        JsonObject body = new JsonObject();
        body.addProperty("schemaType", "JSON");
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
