package io.userautomation.systemtests.airflow;

import static io.userautomation.systemtests.airflow.RunChecks.RUN;
import static io.userautomation.systemtests.airflow.RunChecks.assertProven;
import static io.userautomation.systemtests.airflow.RunChecks.inState;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Stack;
import io.userautomation.localstack.airflow.AirflowRun;
import io.userautomation.systemtests.faults.TopicContents;
import io.userautomation.systemtests.secrets.CommandLineWatch;
import io.userautomation.systemtests.secrets.SecretScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every secret of a stack is unique, drawn at random when its data folder is made. So each of them tells where it leaks: none
 * may be found anywhere but in the private files that it is kept in.
 */
@Tag("slow")
class CanarySecretIT {

    /** Where the secrets are kept, in the stack's data folder. */
    private static final Map<String, String> KEPT = Map.of(
            "PostgreSQL's password", "postgres/password",
            "Spark's secret", "spark-master/secret",
            "Airflow's database password", "airflow/secrets/database-password",
            "Airflow's Fernet key", "airflow/secrets/fernet-key",
            "Airflow's token key", "airflow/secrets/jwt-secret",
            "Airflow's session key", "airflow/secrets/secret-key",
            "the admin's password", "airflow/password");

    /** The servers' own configurations, which have them too. */
    private static final List<String> CONFIGURATIONS =
            List.of("spark-master/conf/spark-defaults.conf", "airflow/airflow.cfg", "airflow/passwords.json");

    private static final String RUN_ID = "canary-secret-run";

    /** What may stand anywhere, and does: searched for together with the secrets, it shows where the search looks. */
    private static final String HARMLESS = "harmless: ";

    private static final List<String> PLACES = List.of(
            "a command line:",
            "/environment/:",
            "/logPage/",
            "users_created:",
            "users_created.runs:",
            "users_created.dlq:",
            "airflow, table public.rendered_task_instance_fields:",
            "airflow, table public.xcom:",
            "airflow, table public.log:",
            "/task_id=store_users/attempt=1.log:",
            "/spark-events/",
            "/checkpoints/postgres-",
            "/spark-worker/work",
            "user_data, table public.user_data:");

    private final CommandLineWatch watch = new CommandLineWatch();
    private AirflowOnStack airflow;
    private Stack stack;
    private SecretScanner scanner;
    private Path sparkDefaults;
    private String sparkDefaultsBefore;

    /** Spark's drivers leave an event log, as they do for a history server. */
    @BeforeEach
    void logEvents() throws IOException {
        airflow = AirflowOnStack.shared();
        stack = airflow.stack();
        Map<String, String> secrets = new LinkedHashMap<>();
        for (Map.Entry<String, String> kept : KEPT.entrySet()) {
            secrets.put(kept.getKey(), Files.readString(stack.data().resolve(kept.getValue())));
        }
        secrets.put(HARMLESS + "the run's id", RUN_ID);
        secrets.put(HARMLESS + "a checkpoint's identity", "kafka_cluster_id");
        secrets.put(HARMLESS + "Spark's settings", stack.environment().get("SPARK_CONF_DIR"));
        secrets.put(HARMLESS + "a picture's address", "randomuser.me/api/portraits/");
        scanner = new SecretScanner(secrets);
        sparkDefaults = Path.of(stack.environment().get("SPARK_CONF_DIR")).resolve("spark-defaults.conf");
        sparkDefaultsBefore = Files.readString(sparkDefaults);
        Files.writeString(
                sparkDefaults,
                "%nspark.eventLog.enabled = true%nspark.eventLog.compress = false%nspark.eventLog.dir = %s%n"
                        .formatted(Files.createDirectories(events()).toUri()),
                StandardOpenOption.APPEND);
    }

    @AfterEach
    void logNoEvents() throws IOException {
        watch.close();
        if (sparkDefaultsBefore != null) {
            Files.writeString(sparkDefaults, sparkDefaultsBefore);
        }
    }

    /** The password is right for the tasks before store_users, then for a while it is not. */
    @Test
    void should_show_no_secret_in_a_run_that_fails_and_is_completed() throws Exception {
        // given
        AirflowRun run = airflow.trigger(RUN_ID, "{\"users\": 600, \"rate\": 30}");
        inState(run, "init_schema", "success", RUN);
        publishWhatNoUserIs();
        Map<String, String> pages = new LinkedHashMap<>();
        whilePostgresRefusesTheLogin(() -> {
            pages.putAll(sparkPages(run));
            inState(run, "store_users", "up_for_retry", RUN);
        });
        assertThat(String.join("\n", run.log("store_users", 1))).contains("password authentication failed");
        run.clear("store_users");
        assertProven(run, 600);
        // when
        Map<Boolean, List<String>> found =
                found(pages).collect(Collectors.partitioningBy(finding -> finding.contains(HARMLESS)));
        // then
        assertThat(found.get(false)).isEmpty();
        for (String place : PLACES) {
            assertThat(found.get(true)).as(place).anyMatch(finding -> finding.contains(place));
        }
        assertThat(pages.keySet()).anyMatch(page -> page.contains("/app/?appId="));
        assertThat(pages.values())
                .anySatisfy(page ->
                        assertThat(page).contains("spark.authenticate.secret").contains("*********(redacted)"));
        assertThatKeptPrivately();
    }

    /** It becomes a dead letter, of no run. */
    private void publishWhatNoUserIs() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("users_created", RUN_ID.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private void whilePostgresRefusesTheLogin(Runnable action) throws SQLException, IOException {
        try (Connection superuser = connect("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("ALTER ROLE user_automation PASSWORD 'another'");
            try {
                action.run();
            } finally {
                statement.execute("ALTER ROLE user_automation PASSWORD '%s'"
                        .formatted(Files.readString(stack.data().resolve(KEPT.get("PostgreSQL's password")))));
            }
        }
    }

    /** As soon as there are executors, so that their pages are there too. */
    private Map<String, String> sparkPages(AirflowRun run) {
        SparkPages pages = new SparkPages(stack);
        Map<String, String> shown = new LinkedHashMap<>();
        await().atMost(RUN).pollInterval(Duration.ofSeconds(1)).until(() -> {
            // The first of them only works out the driver's command line, and ends.
            for (ProcessHandle jvm : TaskJvm.of(run.runId(), "store_users")) {
                shown.putAll(pages.of(jvm));
            }
            return shown.keySet().stream().anyMatch(page -> page.contains("/logPage/"));
        });
        return shown;
    }

    private Stream<String> found(Map<String, String> pages) throws SQLException, IOException {
        List<String> found = new ArrayList<>();
        pages.forEach((address, text) -> found.addAll(scanner.in(address, text)));
        watch.seen().forEach(line -> found.addAll(scanner.in("a command line", line)));
        for (String topic : List.of("users_created", "users_created.runs", "users_created.dlq")) {
            TopicContents.of(bootstrapServers(), topic)
                    .records()
                    .forEach(record -> found.addAll(scanner.in(topic, text(record))));
        }
        found.addAll(inDatabase("airflow"));
        found.addAll(inDatabase("user_data"));
        found.addAll(scanner.inFilesOf(stack.data()));
        List<String> kept = Stream.concat(KEPT.values().stream(), CONFIGURATIONS.stream())
                .map(file -> stack.data().resolve(file) + ":")
                .toList();
        return found.stream().distinct().filter(finding -> kept.stream().noneMatch(finding::startsWith));
    }

    /** Those in any row of any table. */
    private List<String> inDatabase(String database) throws SQLException, IOException {
        List<String> found = new ArrayList<>();
        try (Connection connection = connect(database);
                Statement tables = connection.createStatement();
                Statement rows = connection.createStatement();
                ResultSet names = tables.executeQuery("SELECT quote_ident(schemaname) || '.' || quote_ident(tablename)"
                        + " FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")) {
            while (names.next()) {
                String table = names.getString(1);
                try (ResultSet row = rows.executeQuery("SELECT t::text FROM " + table + " t")) {
                    while (row.next()) {
                        found.addAll(scanner.in(database + ", table " + table, row.getString(1)));
                    }
                }
            }
        }
        return found;
    }

    private void assertThatKeptPrivately() throws IOException {
        for (String file :
                Stream.concat(KEPT.values().stream(), CONFIGURATIONS.stream()).toList()) {
            Path path = stack.data().resolve(file);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .as(file)
                    .isEqualTo("rw-------");
            assertThat(scanner.inFilesOf(path)).as(file).isNotEmpty();
        }
    }

    private Connection connect(String database) throws SQLException, IOException {
        Map<String, String> environment = stack.environment();
        return DriverManager.getConnection(
                environment.get("POSTGRES_URL").replaceFirst("/user_data$", "/" + database),
                environment.get("POSTGRES_USERNAME"),
                environment.get("POSTGRES_PASSWORD"));
    }

    private String bootstrapServers() {
        return stack.environment().get("KAFKA_BOOTSTRAP_SERVERS");
    }

    private Path events() {
        return stack.data().resolve("spark-events");
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(text(record.value())).append(text(record.key()));
        record.headers().forEach(header -> text.append(header.key()).append(text(header.value())));
        return text.toString();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
