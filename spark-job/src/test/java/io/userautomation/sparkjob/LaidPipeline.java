package io.userautomation.sparkjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.model.runs.RunId;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.postgres.PostgresSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Topics and tables of one name, laid by schema-init on real servers, and the job that is pointed at them. */
public final class LaidPipeline {

    private static final Duration LAYING = Duration.ofMinutes(2);

    private final Map<String, String> environment;

    private LaidPipeline(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** @param name of both tables and of the users topic */
    public static LaidPipeline named(String name) {
        Stack stack = Stack.shared(ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.POSTGRES);
        return on(stack.environment(), name);
    }

    /** The same on servers of one's own, which these variables point at. */
    public static LaidPipeline on(Map<String, String> servers, String name) {
        Map<String, String> environment = new HashMap<>(servers);
        environment.put("USERS_TOPIC", name);
        environment.put("CASSANDRA_TABLE", name);
        environment.put("POSTGRES_TABLE", name);
        LaidPipeline pipeline = new LaidPipeline(environment);
        pipeline.lay();
        return pipeline;
    }

    /** The same with one variable changed. */
    public LaidPipeline with(String variable, String value) {
        Map<String, String> changed = new HashMap<>(environment);
        changed.put(variable, value);
        return new LaidPipeline(changed);
    }

    /** Runs schema-init, as a process. */
    public void lay() {
        try (TaskProcess process = TaskProcess.jar(Checkout.jar("schema-init"))
                .environment(environment)
                .start()) {
            Finished finished = process.await(LAYING);
            assertThat(finished.exitStatus()).as(finished.toString()).isZero();
        }
    }

    /** The fat jar, submitted to two local cores. */
    public TaskCommand job(Path checkpoints, String... arguments) {
        return job("local[2]", checkpoints, arguments);
    }

    public TaskCommand job(String master, Path checkpoints, String... arguments) {
        return job(master, "600m", checkpoints, arguments);
    }

    /** On two local cores, driver and executor in one heap of this size, such as {@code 576m}. */
    public TaskCommand jobWithHeap(String heap, Path checkpoints, String... arguments) {
        return job("local[2]", heap, checkpoints, arguments);
    }

    /** On a host of that name, in a namespace of its own, where Spark is told nothing of addresses. */
    public TaskCommand jobOnHost(String hostName, Path checkpoints, String... arguments) {
        return TaskProcess.command(
                        "unshare",
                        "--uts",
                        "sh",
                        "-c",
                        "echo \"$0\" > /proc/sys/kernel/hostname && exec \"$@\"",
                        hostName,
                        Checkout.sparkHome().resolve("bin/spark-submit").toString(),
                        "--master",
                        "local[2]",
                        "--conf",
                        "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1",
                        "--conf",
                        "spark.ui.enabled=false",
                        Checkout.jar("spark-job").toString(),
                        "--checkpoints",
                        checkpoints.toString())
                .arguments(arguments)
                .environment(environment)
                .environment("JAVA_HOME", System.getProperty("java.home"));
    }

    private TaskCommand job(String master, String heap, Path checkpoints, String... arguments) {
        return TaskProcess.command(
                        Checkout.sparkHome().resolve("bin/spark-submit").toString(),
                        "--master",
                        master,
                        "--driver-memory",
                        heap,
                        "--conf",
                        "spark.ui.enabled=false",
                        "--conf",
                        "spark.driver.host=127.0.0.1",
                        // It lives for less than a minute, most of which the second compiler would take.
                        "--conf",
                        "spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1",
                        "--class",
                        "io.userautomation.sparkjob.SparkJob",
                        Checkout.jar("spark-job").toString(),
                        "--checkpoints",
                        checkpoints.toString())
                .arguments(arguments)
                .environment(environment)
                .environment("SPARK_LOCAL_IP", "127.0.0.1")
                .environment("JAVA_HOME", System.getProperty("java.home"));
    }

    public TestRun run(String runId) {
        return new TestRun(new RunId(runId), kafka(), topics());
    }

    public KafkaSettings kafka() {
        return settings(KafkaSettings::from);
    }

    public TopicSettings topics() {
        return settings(TopicSettings::from);
    }

    /** How many of these users PostgreSQL has. */
    public int inPostgres(Collection<UUID> ids) throws SQLException {
        try (Connection connection = postgres();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT count(*) FROM " + environment.get("POSTGRES_TABLE") + " WHERE id = ANY (?)")) {
            query.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet answer = query.executeQuery()) {
                answer.next();
                return answer.getInt(1);
            }
        }
    }

    /** How many of these users Cassandra has. */
    public int inCassandra(Collection<UUID> ids) {
        CassandraSettings settings = settings(CassandraSettings::from);
        try (CqlSession session = CqlSession.builder()
                .addContactPoints(settings.addresses().stream()
                        .map(address -> new InetSocketAddress(address.getHostString(), address.getPort()))
                        .toList())
                .withLocalDatacenter(settings.localDatacenter())
                .build()) {
            Set<UUID> found = new HashSet<>();
            session.execute("SELECT id FROM %s.%s".formatted(settings.keyspace(), settings.table()))
                    .forEach(row -> found.add(row.getUuid(0)));
            found.retainAll(new HashSet<>(ids));
            return found.size();
        }
    }

    /** Executes one statement in PostgreSQL. */
    public void inPostgres(String sql) throws SQLException {
        try (Connection connection = postgres();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one value that a query gives, as text. */
    public String valueInPostgres(String sql) throws SQLException {
        try (Connection connection = postgres();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }

    private Connection postgres() throws SQLException {
        PostgresSettings settings = settings(PostgresSettings::from);
        return DriverManager.getConnection(settings.url(), settings.connectionProperties());
    }

    /** A group of settings that points at these servers and names. */
    public <T> T settings(Function<SettingsReader, T> group) {
        SettingsReader reader = new SettingsReader(environment);
        T settings = group.apply(reader);
        reader.done();
        return settings;
    }
}
