package io.userautomation.systemtests.secured;

import static io.userautomation.localstack.ServerKind.CASSANDRA;
import static io.userautomation.localstack.ServerKind.KAFKA;
import static io.userautomation.localstack.ServerKind.POSTGRES;
import static io.userautomation.localstack.ServerKind.SCHEMA_REGISTRY;
import static io.userautomation.localstack.ServerKind.SPARK_WORKER;
import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.userautomation.commandline.tls.CertificateAuthorities;
import io.userautomation.commandline.tls.Protocol;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.commandline.tls.Transport;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.randomuser.RandomUserApi;
import io.userautomation.stores.cassandra.CassandraTls;
import io.userautomation.systemtests.JarSettings;
import io.userautomation.systemtests.PipelineTasks;
import io.userautomation.systemtests.RunResult;
import io.userautomation.systemtests.secrets.CommandLineWatch;
import io.userautomation.systemtests.secrets.SecretScanner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that speak TLS only and ask for logins: a whole run on them, and everything that may go wrong with them. */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
class SecuredPipelineIT {

    private static final Set<ServerKind> SECURED = Set.of(KAFKA, CASSANDRA, POSTGRES, SCHEMA_REGISTRY);
    private static final String RUN = "secured";
    private static final int USERS = 1_000;

    /** What the tasks say while they wait for a server, and once they have given up: a refusal is no outage. */
    private static final String[] WAITING = {
        "Waiting up to", "Waiting for a server", "after waiting for", "did not answer"
    };

    /** The passwords that the servers themselves read, in the stack's folder; Cassandra keeps hashes only. */
    private static final Map<String, String> KEPT = Map.of(
            "Kafka's password", "kafka/password",
            "PostgreSQL's password", "postgres/password",
            "the registry's password", "schema-registry/password");

    private static final List<String> CONFIGURATIONS =
            List.of("kafka/server.properties", "kafka/login.args", "schema-registry/config/application.properties");

    /** Unlike the one that Cassandra starts with it can be told from chance. */
    private static final String CASSANDRA_PASSWORD = "canary-" + UUID.randomUUID();

    private static final List<Finished> FINISHED = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static CommandLineWatch watch;
    private static Stack stack;
    private static Mishap.Impostors impostors;
    private static RandomUserApi api;
    private static PipelineTasks tasks;
    private static Finished schema;
    private static RunResult run;

    @BeforeAll
    static void runOnce() throws Exception {
        watch = new CommandLineWatch();
        stack = Stack.startSecured(
                folder.resolve("stack"),
                Ports.free(),
                Set.of(KAFKA, CASSANDRA, POSTGRES, SCHEMA_REGISTRY, SPARK_WORKER));
        impostors = new Mishap.Impostors(stack);
        api = RandomUserApi.start();
        createCassandraLogin(stack.environment());
        tasks = new PipelineTasks(
                stack,
                api.url(),
                Map.of("RUN_ID", RUN, "CASSANDRA_USERNAME", "canary", "CASSANDRA_PASSWORD", CASSANDRA_PASSWORD));
        schema = tasks.initSchema();
        run = wholeRun();
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable opened : new AutoCloseable[] {api, impostors, stack, watch}) {
            if (opened != null) {
                opened.close();
            }
        }
    }

    @Test
    void should_store_every_user_over_tls_and_with_logins() {
        assertThat(schema.exitStatus()).as(schema.toString()).isZero();
        assertThat(schema.lastStdoutLineAsJson().get("schema_registered").getAsBoolean())
                .isTrue();
        run.succeeded();
        assertThat(run.audited("distinct")).isEqualTo(USERS);
        assertThat(run.audited("stored_cassandra")).isEqualTo(USERS);
        assertThat(run.audited("stored_postgres")).isEqualTo(USERS);
        assertThat(run.audited("missing")).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"KAFKA", "CASSANDRA", "SCHEMA_REGISTRY"})
    void should_have_been_impossible_in_plain_text(ServerKind server) {
        Protocol wire = server == SCHEMA_REGISTRY ? Protocol.HTTP : Protocol.valueOf(server.name());
        Transport plain = new Transport(wire, false, null, "", "", "");
        InetSocketAddress address = InetSocketAddress.createUnresolved(
                "localhost", stack.server(server).port());

        assertThatThrownBy(() -> TlsProbe.check(plain, List.of(address))).hasMessageContaining("it speaks TLS there");
    }

    /** All four servers at once: schema-init asks them side by side, and says everything that stands in its way. */
    @ParameterizedTest
    @EnumSource
    void should_end_schema_init_at_once_and_name_each_server(Mishap mishap) {
        Map<String, String> environment = new HashMap<>(tasks.environment());
        SECURED.forEach(server -> mishap.befall(environment, server, stack, impostors));

        Finished finished = jar(environment, "schema-init", "--verify-only");

        for (ServerKind server : SECURED) {
            assertThat(sentences(finished))
                    .as("%s, %s: %s", mishap, server, finished.stderr())
                    .anyMatch(names(server).and(sentence -> sentence.contains(mishap.words(server))));
        }
        assertRefused(finished);
    }

    static Stream<Arguments> auditedServers() {
        return Stream.of(KAFKA, CASSANDRA, POSTGRES)
                .flatMap(server -> Stream.of(Mishap.values()).map(mishap -> Arguments.of(server, mishap)));
    }

    @ParameterizedTest
    @MethodSource("auditedServers")
    void should_end_the_audit_at_once_and_name_the_server(ServerKind server, Mishap mishap) {
        Map<String, String> environment = new HashMap<>(tasks.environment());
        mishap.befall(environment, server, stack, impostors);

        Finished finished = jar(environment, "audit-task");

        assertThat(error(finished)).matches(names(server)).contains(mishap.words(server));
        assertRefused(finished);
    }

    @ParameterizedTest
    @EnumSource
    void should_end_the_publisher_at_once_and_name_the_broker(Mishap mishap) {
        Map<String, String> environment = new HashMap<>(tasks.environment());
        mishap.befall(environment, KAFKA, stack, impostors);

        Finished finished = jar(environment, "producer-task", "open-run");

        assertThat(error(finished)).matches(names(KAFKA)).contains(mishap.words(KAFKA));
        assertRefused(finished);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mishap.class,
            names = {"WRONG_CA", "WRONG_PASSWORD", "CLIENT_IN_PLAIN_TEXT"})
    void should_end_the_spark_job_at_once_and_name_the_broker(Mishap mishap) {
        Map<String, String> environment = new HashMap<>(tasks.environment());
        mishap.befall(environment, KAFKA, stack, impostors);

        Finished finished = store(environment);

        assertThat(error(finished)).matches(names(KAFKA)).contains(mishap.words(KAFKA));
        assertRefused(finished);
    }

    /** local-stack sees none of the rooms: it knows their settings by name. */
    @Test
    void should_tell_of_the_servers_by_settings_that_the_tasks_have() throws Exception {
        assertThat(JarSettings.unknownAmong(stack.environment().keySet())).isEmpty();
    }

    /** Both databases at once: each query ends by itself, and the third goes on to its end. */
    @ParameterizedTest
    @EnumSource(
            value = Mishap.class,
            names = {"WRONG_HOST_NAME", "WRONG_PASSWORD"})
    void should_end_the_spark_job_at_once_and_name_both_databases(Mishap mishap) {
        Map<String, String> environment = new HashMap<>(tasks.environment());
        mishap.befall(environment, CASSANDRA, stack, impostors);
        mishap.befall(environment, POSTGRES, stack, impostors);

        Finished finished = store(environment);

        String words = mishap.words(CASSANDRA);
        assertThat(error(finished).split("; postgres: ", -1))
                .hasSize(2)
                .allMatch(sentence -> sentence.contains(words))
                .anyMatch(names(CASSANDRA))
                .anyMatch(names(POSTGRES));
        assertRefused(finished);
    }

    /** After all others, so that what the refused tasks have left is looked at, too. */
    @Test
    @Order(Integer.MAX_VALUE)
    void should_have_shown_no_password_anywhere() throws IOException {
        // given
        Map<String, String> secrets = new HashMap<>(Map.of("Cassandra's password", CASSANDRA_PASSWORD));
        for (Map.Entry<String, String> kept : KEPT.entrySet()) {
            secrets.put(kept.getKey(), Files.readString(stack.data().resolve(kept.getValue())));
        }
        SecretScanner scanner = new SecretScanner(secrets);
        List<String> readableForOne = Stream.concat(KEPT.values().stream(), CONFIGURATIONS.stream())
                .map(file -> stack.data().resolve(file) + ":")
                .toList();
        String output = "" + schema + run + FINISHED;
        // when
        List<String> found = new ArrayList<>(scanner.in("a task's output", output));
        watch.seen().forEach(line -> found.addAll(scanner.in("a command line", line)));
        scanner.inFilesOf(folder).stream()
                .filter(finding -> readableForOne.stream().noneMatch(finding::startsWith))
                .forEach(found::add);
        // then
        assertThat(found).isEmpty();
        String events = texts(folder.resolve("events"));
        assertThat(events).contains("SparkListenerSQLExecutionStart").contains("spark.app.name");
        assertThat(events + output).doesNotContain("ScramLoginModule");
        assertThat(stack.data().resolve("checkpoints")).isNotEmptyDirectory();
    }

    private static void createCassandraLogin(Map<String, String> environment) {
        InetSocketAddress address = InetSocketAddress.createUnresolved(
                "localhost", stack.server(CASSANDRA).port());
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(address)
                .withLocalDatacenter(environment.get("CASSANDRA_LOCAL_DATACENTER"))
                .withAuthCredentials(environment.get("CASSANDRA_USERNAME"), environment.get("CASSANDRA_PASSWORD"))
                .withSslEngineFactory(new CassandraTls(
                        CertificateAuthorities.context(Optional.of(environment.get("CASSANDRA_CA_FILE")))))
                .build()) {
            session.execute("CREATE ROLE canary WITH SUPERUSER = true AND LOGIN = true AND PASSWORD = '%s'"
                    .formatted(CASSANDRA_PASSWORD));
        }
    }

    private static RunResult wholeRun() {
        Finished opened = tasks.openRun(RUN, "--users", Integer.toString(USERS));
        try (TaskProcess store = startStore(tasks.environment());
                TaskProcess publish = tasks.startPublish(RUN)) {
            Finished published = publish.await(PATIENCE);
            Finished closed = tasks.closeRun(RUN);
            return new RunResult(opened, published, closed, store.await(PATIENCE), tasks.audit(RUN));
        }
    }

    /** On local cores: what is refused is refused on the driver, before any executor has work. */
    private static Finished store(Map<String, String> environment) {
        environment.put("SPARK_MASTER", "local[2]");
        try (TaskProcess process = startStore(environment)) {
            return kept(process.await(PATIENCE));
        }
    }

    private static TaskProcess startStore(Map<String, String> environment) {
        Path events = folder.resolve("events");
        try {
            Files.createDirectories(events);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return TaskProcess.command(
                        Checkout.sparkHome().resolve("bin/spark-submit").toString())
                .environment(environment)
                .arguments("--master", environment.get("SPARK_MASTER"), "--conf", "spark.driver.host=127.0.0.1")
                .arguments("--conf", "spark.driver.extraJavaOptions=" + PipelineTasks.ONE_COMPILER)
                .arguments("--conf", "spark.executor.extraJavaOptions=" + PipelineTasks.ONE_COMPILER)
                // Where a start takes longer than a heartbeat's 10 s, Spark itself logs a stack trace of the driver not
                // found.
                .arguments("--conf", "spark.executor.heartbeatInterval=60s")
                .arguments("--conf", "spark.eventLog.enabled=true", "--conf", "spark.eventLog.dir=" + events.toUri())
                .arguments(Checkout.jar("spark-job").toString())
                .start();
    }

    private static Finished jar(Map<String, String> environment, String module, String... arguments) {
        try (TaskProcess process = TaskProcess.jar(Checkout.jar(module))
                .environment(environment)
                .arguments(arguments)
                .start()) {
            return kept(process.await(PATIENCE));
        }
    }

    private static Finished kept(Finished finished) {
        FINISHED.add(finished);
        return finished;
    }

    /** One sentence, no stack trace, no waiting, and a status that says that a later try may find it mended. */
    private static void assertRefused(Finished finished) {
        assertThat(finished.exitStatus()).as(finished.toString()).isOne();
        assertThat(finished.stderr()).doesNotContain("\tat ").doesNotContain(WAITING);
    }

    private static String error(Finished finished) {
        assertThat(finished.stdout()).as(finished.toString()).isNotEmpty();
        return finished.lastStdoutLineAsJson().get("error").getAsString();
    }

    private static List<String> sentences(Finished finished) {
        return List.of(error(finished).split("; (?=\\w+( \\w+)? at )", -1));
    }

    private static Predicate<String> names(ServerKind server) {
        String title = server == SCHEMA_REGISTRY
                ? Protocol.HTTP.title()
                : Protocol.valueOf(server.name()).title();
        return sentence -> sentence.matches("(?s).*" + title + " at (localhost|127\\.0\\.0\\.1):\\d+.*");
    }

    private static String texts(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }
}
