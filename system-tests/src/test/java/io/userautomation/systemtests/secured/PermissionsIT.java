package io.userautomation.systemtests.secured;

import static io.userautomation.localstack.ServerKind.CASSANDRA;
import static io.userautomation.localstack.ServerKind.KAFKA;
import static io.userautomation.localstack.ServerKind.POSTGRES;
import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.randomuser.RandomUserApi;
import io.userautomation.systemtests.PipelineTasks;
import io.userautomation.systemtests.secured.PermissionsPage.Permission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each jar with what docs/permissions.md grants its login, on servers that permit nothing else; then with less. */
@Tag("faults-full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionsIT {

    private static final String RUN = "permitted";
    private static final String TOPIC = "users_created";
    private static final String[] WAITING = {
        "Waiting up to", "Waiting for a server", "after waiting for", "did not answer"
    };

    /** What the work does not hang on: the task ends well without it, and says so. */
    private static final Set<String> OPTIONAL =
            Set.of("spark_job: Write on topic users_created.runs", "audit: Write on topic users_created.runs");

    @TempDir
    private static Path folder;

    private final List<Permission> revocable = new ArrayList<>();
    private Stack stack;
    private RandomUserApi api;
    private Administrator administrator;
    private int cases;

    @BeforeAll
    void layAndStore() throws Exception {
        stack = Stack.startSecured(folder.resolve("stack"), Ports.free(), Set.of(KAFKA, CASSANDRA, POSTGRES));
        api = RandomUserApi.start();
        administrator = new Administrator(stack.environment());
        PermissionsPage page = new PermissionsPage();
        List<Permission> acls = page.acls(TOPIC);
        administrator.createKafkaLogins(
                acls.stream().map(Permission::login).distinct().toList());
        for (Permission acl : acls) {
            administrator.grant(acl);
        }
        revocable.addAll(acls);
        for (String section : List.of("PostgreSQL", "Cassandra")) {
            lay(section, page.statements(section, "before schema-init", Administrator.PASSWORD));
        }
        succeeded(jar("schema_init", "schema-init", Map.of()));
        for (String section : List.of("PostgreSQL", "Cassandra")) {
            lay(section, page.statements(section, "after schema-init", Administrator.PASSWORD));
        }
        administrator.awaitCassandrasCache();
        producer("open-run", RUN, "--users", "50");
        producer("publish", RUN);
        producer("close-run", RUN);
    }

    private void lay(String section, List<String> statements) throws Exception {
        administrator.execute(section, statements);
        revocable.addAll(PermissionsPage.granted(statements));
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable opened : new AutoCloseable[] {api, administrator, stack}) {
            if (opened != null) {
                opened.close();
            }
        }
    }

    @Test
    void should_suffice_for_a_whole_run_and_its_dead_letters() throws Exception {
        // when
        Finished stored = succeeded(store("whole"));
        Finished audited = succeeded(jar("audit", "audit-task", Map.of(), "--run-id", RUN));
        administrator.writeDeadLetter(TOPIC);
        Finished replayed = succeeded(jar("dead_letters", "dead-letter-task", Map.of(), "replay"));

        // then
        assertThat(audited.lastStdoutLineAsJson().get("missing").getAsInt()).isZero();
        assertThat(replayed.lastStdoutLineAsJson().get("replayed").getAsInt()).isOne();
        assertThat(stored.stderr() + audited.stderr()).doesNotContainIgnoringCase("not authorized");
    }

    @Test
    void should_suffice_to_serve_what_stands_on_kafka() throws Exception {
        // given
        Map<String, String> port = exporterPort();
        URI metrics = URI.create("http://127.0.0.1:" + port.get("METRICS_EXPORTER_PORT") + "/metrics");
        // when
        try (TaskProcess exporter = TaskProcess.jar(Checkout.jar("metrics-exporter"))
                .environment(environment("metrics_exporter", port))
                .start()) {
            // then
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                            .body())
                    .contains("user_automation_kafka_up 1.0", "user_automation_users_topic_retention_seconds NaN")
                    .containsPattern("user_automation_kafka_certificate_end_timestamp_seconds \\d"));
            assertThat(exporter.isRunning()).isTrue();
        }
    }

    Stream<Permission> revocable() {
        return revocable.stream();
    }

    @ParameterizedTest
    @MethodSource("revocable")
    void should_be_missed_at_once_and_named(Permission permission) throws Exception {
        // given
        administrator.revoke(permission);
        try {
            // when
            Finished finished = work(permission);

            // then
            assertThat(finished.stderr()).doesNotContain(WAITING);
            if (OPTIONAL.contains(permission.toString())) {
                assertThat(finished.exitStatus()).as(finished.toString()).isZero();
                assertThat(finished.stderr()).contains("Not authorized to access topics");
            } else {
                assertThat(finished.exitStatus()).as(finished.toString()).isOne();
                assertThat(finished.lastStdoutLineAsJson().get("error").getAsString())
                        .contains("docs/permissions.md");
            }
            // Spark itself logs the trace of a task that has failed.
            if (!finished.stderr().contains("Executor: Exception in task")) {
                assertThat(finished.stderr()).doesNotContain("\tat ");
            }
        } finally {
            administrator.grant(permission);
        }
    }

    private void producer(String command, String run, String... more) {
        String[] arguments = Stream.concat(Stream.of(command, "--run-id", run), Stream.of(more))
                .toArray(String[]::new);
        succeeded(jar("producer", "producer-task", Map.of(), arguments));
    }

    /** What this login's jar does, all of it or as far as it comes. */
    private Finished work(Permission permission) throws Exception {
        cases++;
        return switch (permission.login()) {
            case "schema_init" -> layAnew(permission);
            case "producer" -> {
                String run = "again-" + cases;
                Finished opened =
                        jar("producer", "producer-task", Map.of(), "open-run", "--run-id", run, "--users", "20");
                yield opened.exitStatus() == 0
                        ? jar("producer", "producer-task", Map.of(), "publish", "--run-id", run)
                        : opened;
            }
            case "spark_job" -> store("case-" + cases);
            case "metrics_exporter" -> jar("metrics_exporter", "metrics-exporter", exporterPort());
            case "audit" -> jar("audit", "audit-task", Map.of(), "--run-id", RUN);
            default -> {
                administrator.writeDeadLetter(TOPIC);
                yield jar("dead_letters", "dead-letter-task", Map.of(), "replay");
            }
        };
    }

    /** Other names, since what is there need not be made. */
    private Finished layAnew(Permission permission) {
        String name = "anew_" + cases;
        try {
            for (Permission acl : new PermissionsPage().acls(name)) {
                boolean sameOfAnotherTopic = acl.toString().replace(name, TOPIC).equals(permission.toString());
                if (acl.login().equals("schema_init") && !sameOfAnotherTopic) {
                    administrator.grant(acl);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return jar(
                "schema_init",
                "schema-init",
                Map.of("USERS_TOPIC", name, "POSTGRES_TABLE", name, "CASSANDRA_TABLE", name));
    }

    private Finished store(String checkpoints) {
        Map<String, String> environment = environment("spark_job", Map.of());
        environment.put("CHECKPOINT_FOLDER", folder.resolve(checkpoints).toString());
        try (TaskProcess process = TaskProcess.command(
                        Checkout.sparkHome().resolve("bin/spark-submit").toString())
                .environment(environment)
                .arguments("--master", "local[2]", "--conf", "spark.driver.host=127.0.0.1")
                .arguments("--conf", "spark.driver.extraJavaOptions=" + PipelineTasks.ONE_COMPILER)
                .arguments(Checkout.jar("spark-job").toString())
                // All of it once more, since it is stored.
                .arguments("--run-id", RUN, "--start-over")
                .start()) {
            return process.await(PATIENCE);
        }
    }

    private Finished jar(String login, String module, Map<String, String> more, String... arguments) {
        try (TaskProcess process = TaskProcess.jar(Checkout.jar(module))
                .environment(environment(login, more))
                .arguments(arguments)
                .start()) {
            return process.await(PATIENCE);
        }
    }

    private Map<String, String> environment(String login, Map<String, String> more) {
        Map<String, String> environment =
                new HashMap<>(new PipelineTasks(stack, api.url(), Map.of("SPARK_MASTER", "local[2]")).environment());
        environment.remove("KAFKA_PASSWORD_FILE");
        for (String server : List.of("KAFKA", "CASSANDRA", "POSTGRES")) {
            environment.put(server + "_USERNAME", login);
            environment.put(server + "_PASSWORD", Administrator.PASSWORD);
        }
        environment.putAll(more);
        return environment;
    }

    private static Map<String, String> exporterPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Map.of("METRICS_EXPORTER_PORT", Integer.toString(free.getLocalPort()));
        }
    }

    private static Finished succeeded(Finished finished) {
        assertThat(finished.exitStatus()).as(finished.toString()).isZero();
        return finished;
    }
}
