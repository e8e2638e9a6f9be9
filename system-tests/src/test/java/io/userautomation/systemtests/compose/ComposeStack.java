package io.userautomation.systemtests.compose;

import static io.userautomation.systemtests.compose.DockerCommands.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.airflow.AirflowClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The whole stack in containers, from the compose files as they are, on free ports and with the fake API. It is a
 * project of its own, beside that of a person who works here. Closing it deletes everything that belongs to it.
 */
final class ComposeStack implements AutoCloseable {

    static final String PROJECT = "user-automation-test";

    private static final String LABEL = "com.docker.compose.project=" + PROJECT;

    private static final String PATIENT_PUBLISHER = "system-tests/src/test/compose/patient-publisher.yml";

    /** What prepares something, and ends. */
    private static final Set<String> ONE_SHOTS = Set.of("airflow-init", "metrics-role", "monitoring-files");

    /** Where the tests leave their logs and records; in Maven's folder of this module. */
    private static final Path FOLDER = Path.of("target", "compose-test").toAbsolutePath();

    /** For a cluster, whose nodes join one after another, on a loaded machine of two cores; the base takes a minute. */
    private static final Duration HEALTHY = Duration.ofMinutes(8);

    private static final Duration BUILD = Duration.ofMinutes(15);
    private static final Duration COMMAND = Duration.ofMinutes(3);

    private final String pass;
    private final DockerCommands commands;
    private final Map<String, String> env;
    private final PassRecord record;
    private final MemoryWatch memory;

    /** All that a container ever had, also those that the files don't name but an image declares. */
    private final Set<String> volumes = new TreeSet<>();

    private ComposeStack(String pass, DockerCommands commands, Map<String, String> env) {
        this.pass = pass;
        this.commands = commands;
        this.env = env;
        this.record = new PassRecord(pass);
        this.memory = new MemoryWatch(commands, LABEL);
    }

    /**
     * Builds and starts it; the test that asks for it is skipped where there is no engine.
     *
     * @param pass names it among the logs, as in {@code zookeeper}
     * @param overrides as in {@code docker-compose.zookeeper.yml}
     * @throws AssertionError with the state and the last words of what isn't healthy
     */
    static ComposeStack start(String pass, String... overrides) throws IOException {
        Files.createDirectories(FOLDER);
        Path envFile = FOLDER.resolve(pass + ".env");
        Path log = FOLDER.resolve(pass + ".log");
        Files.deleteIfExists(log);
        List<String> options = new ArrayList<>(
                List.of("--project-name", PROJECT, "--env-file", envFile.toString(), "--progress", "plain"));
        Stream.of(
                        Stream.of("docker-compose.yml"),
                        Stream.of(overrides),
                        Stream.of("docker-compose.random-user-api.yml", PATIENT_PUBLISHER))
                .flatMap(files -> files)
                .forEach(file -> options.addAll(List.of("--file", file)));
        DockerCommands commands = DockerCommands.withCompose(options, log);
        ComposeStack stack = new ComposeStack(pass, commands, TestEnvFile.make(envFile));
        try {
            // What a test that was killed has left.
            stack.down("--volumes");
            stack.build();
            stack.up();
        } catch (Throwable failed) {
            stack.close();
            throw failed;
        }
        return stack;
    }

    PassRecord record() {
        return record;
    }

    /** Where a service listens on 127.0.0.1, by the variable that says so. */
    int port(String variable) {
        return Integer.parseInt(env.get(variable));
    }

    /** The address of a page, as a person types it. */
    URI page(String portVariable) {
        return URI.create("http://localhost:" + port(portVariable));
    }

    String adminPassword() {
        return env.get("AIRFLOW_ADMIN_PASSWORD");
    }

    AirflowClient airflow() {
        return new AirflowClient(page("AIRFLOW_PORT"), AirflowClient.USER, adminPassword());
    }

    /** PostgreSQL's database of users, as their owner. */
    Connection userData() throws SQLException {
        return postgres("user_data", "user_data", "USER_DATA_PASSWORD");
    }

    /** A database of PostgreSQL, as the login that reads its figures. */
    Connection asMetrics(String database) throws SQLException {
        return postgres(database, "metrics", "METRICS_DB_PASSWORD");
    }

    private Connection postgres(String database, String user, String passwordVariable) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port("POSTGRES_PORT"), database),
                user,
                env.get(passwordVariable));
    }

    private void build() {
        long start = System.nanoTime();
        succeeded(commands.compose(BUILD, List.of("build"), oneServiceOfEachImage()));
        record.built(secondsSince(start));
    }

    /** Four services share Airflow's image: for each of them the same would be built, and sent to the engine, again. */
    private String[] oneServiceOfEachImage() {
        Finished config = succeeded(commands.compose(COMMAND, List.of("config", "--format", "json")));
        JsonObject services = JsonParser.parseString(String.join("\n", config.stdout()))
                .getAsJsonObject()
                .getAsJsonObject("services");
        Map<String, String> serviceOf = new TreeMap<>();
        for (String service : services.keySet()) {
            JsonObject definition = services.getAsJsonObject(service);
            if (definition.has("build")) {
                serviceOf.put(definition.get("image").getAsString(), service);
            }
        }
        return serviceOf.values().toArray(String[]::new);
    }

    /** Starts what isn't running and waits until all is healthy. */
    void up(String... options) {
        record.starting();
        long start = System.nanoTime();
        List<String> words = List.of("up", "--detach", "--wait", "--wait-timeout", Long.toString(HEALTHY.toSeconds()));
        Finished up = commands.compose(HEALTHY.plus(COMMAND), words, options);
        long seconds = secondsSince(start);
        assertThat(up.exitStatus())
                .as(() -> "up failed: " + up.stderr() + diagnosis())
                .isZero();
        assertHealthy();
        record.healthy(seconds);
    }

    /** That every service of the files runs and can serve, or has done what it is there for. */
    void assertHealthy() {
        List<String> services = succeeded(commands.compose(COMMAND, List.of("config", "--services")))
                .stdout();
        List<Container> containers = containers();
        assertThat(containers).extracting(Container::service).containsAll(services);
        assertThat(containers)
                .allMatch(container -> container.isHealthy() || container.isDone())
                .filteredOn(Container::isDone)
                .extracting(Container::service)
                .contains("airflow-init")
                .isSubsetOf(ONE_SHOTS);
    }

    /** Of all services, also those that have ended. */
    List<Container> containers() {
        return Container.parse(succeeded(commands.compose(COMMAND, List.of("ps", "--all", "--format", "json")))
                .stdout());
    }

    /** Runs a command in a service's container. */
    Finished exec(String service, String... words) {
        return commands.compose(COMMAND, List.of("exec", "-T", service), words);
    }

    /** SIGKILL for all containers of these services, or of all services where none is named. */
    void kill(String... services) {
        succeeded(commands.compose(COMMAND, List.of("kill"), services));
    }

    /** Takes all containers away, as a person does at the end of the day; with {@code --volumes} all data, too. */
    void down(String... options) {
        volumes.addAll(mountedVolumes());
        succeeded(commands.compose(COMMAND, List.of("down", "--remove-orphans"), options));
    }

    /** Of what is neither healthy nor done. */
    private String diagnosis() {
        StringBuilder text = new StringBuilder("\n");
        for (Container container : containers()) {
            text.append(container).append('\n');
            if (!container.isHealthy() && !container.isDone()) {
                Finished log =
                        commands.compose(COMMAND, List.of("logs", "--no-color", "--tail", "40"), container.service());
                text.append(String.join("\n", log.stdout())).append('\n');
            }
        }
        return text.toString();
    }

    /** Deletes all, and then looks whether nothing is left. */
    @Override
    public void close() {
        record.memory(memory.peak(), memory.peaks());
        memory.close();
        record.write(FOLDER.resolve(pass + ".json"));
        commands.compose(COMMAND, List.of("logs", "--no-color", "--timestamps"));
        down("--volumes");
        assertNothingLeft();
    }

    private void assertNothingLeft() {
        Map<String, List<String>> left = new TreeMap<>();
        left.put("container", left("container", "ls", "--all"));
        left.put("volume", left("volume", "ls"));
        left.put(
                "volume of a container",
                commands.docker(COMMAND, List.of("volume", "ls", "--quiet")).stream()
                        .filter(volumes::contains)
                        .toList());
        left.put("network", left("network", "ls"));
        assertThat(left).allSatisfy((kind, ids) -> assertThat(ids).as(kind).isEmpty());
        assertThat(TestEnvFile.ports(env)).allMatch(Ports::isFree);
    }

    private List<String> mountedVolumes() {
        List<String> ids = left("container", "ls", "--all");
        if (ids.isEmpty()) {
            return List.of();
        }
        List<String> words =
                new ArrayList<>(List.of("inspect", "--format", "{{range .Mounts}}{{println .Name}}{{end}}"));
        words.addAll(ids);
        return commands.docker(COMMAND, words).stream()
                .filter(name -> !name.isBlank())
                .toList();
    }

    private List<String> left(String... listing) {
        List<String> words = new ArrayList<>(List.of(listing));
        words.addAll(List.of("--quiet", "--filter", "label=" + LABEL));
        return commands.docker(COMMAND, words);
    }

    private static long secondsSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }
}
