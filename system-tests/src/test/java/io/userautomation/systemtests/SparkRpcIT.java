package io.userautomation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may speak to the Spark master, and what of it can be overheard. Its client here is Spark's own, which asks the master to
 * kill a driver that isn't there: an application registers through the same door, but takes a minute to give up.
 */
@Tag("slow")
class SparkRpcIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What a client says that hears the connection end before it hears why. */
    private static final String CLOSED = "Message is dropped because Outbox is stopped";

    private static Stack stack;

    @TempDir
    private Path folder;

    /** What the client asks for, which the master's log repeats and a message in clear would show. */
    private final String driver = "driver-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        stack = Stack.shared(ServerKind.SPARK_MASTER);
    }

    @Test
    void should_hear_a_client_when_it_knows_the_secret() throws IOException {
        // when
        askMaster(master(), conf());
        // then
        assertThat(log()).contains(driver);
    }

    @Test
    void should_refuse_a_client_when_it_has_no_secret() throws IOException {
        // when
        Finished client = askMaster(master(), new Properties());
        // then
        assertThat(client.exitStatus()).isEqualTo(1);
        assertThat(client.stderr()).containsAnyOf("IllegalArgumentException: Unknown challenge message", CLOSED);
        assertThat(log()).doesNotContain(driver);
    }

    @Test
    void should_refuse_a_client_when_its_secret_is_another() throws IOException {
        // given
        Properties conf = conf();
        conf.setProperty("spark.authenticate.secret", "another");
        // when
        Finished client = askMaster(master(), conf);
        // then
        assertThat(client.exitStatus()).isEqualTo(1);
        assertThat(client.stderr()).containsAnyOf("IllegalArgumentException: Authentication failed", CLOSED);
        assertThat(log()).doesNotContain(driver);
    }

    @Test
    void should_refuse_a_client_when_it_knows_the_secret_and_wants_no_encryption() throws IOException {
        // given
        Properties conf = conf();
        conf.setProperty("spark.network.crypto.enabled", "false");
        // when
        Finished client = askMaster(master(), conf);
        // then
        assertThat(client.exitStatus()).isEqualTo(1);
        assertThat(log()).doesNotContain(driver);
    }

    @Test
    void should_not_say_in_clear_what_is_asked() throws IOException {
        // given
        try (OverheardPort overheard = new OverheardPort(master())) {
            // when
            askMaster(overheard.port(), conf());
            // then
            assertThat(log()).contains(driver);
            assertThat(overheard.text()).isNotEmpty().doesNotContain(driver);
        }
    }

    /** That the test before could find something. */
    @Test
    void should_say_it_in_clear_when_the_master_encrypts_nothing() throws IOException {
        // given
        int port = Ports.free().of(PortName.SPARK_MASTER);
        try (TaskProcess open = java(
                        new Properties(),
                        "org.apache.spark.deploy.master.Master",
                        List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "--webui-port", "0"));
                OverheardPort overheard = new OverheardPort(port)) {
            await().atMost(PATIENCE).until(() -> !Ports.isFree(port) || !open.isRunning());
            // when
            askMaster(overheard.port(), new Properties());
            // then
            assertThat(overheard.text()).contains(driver);
        }
    }

    @Test
    void should_keep_the_secret_where_only_its_owner_reads_it() throws IOException {
        String secret = conf().getProperty("spark.authenticate.secret");

        assertThat(secret).hasSizeGreaterThan(40);
        for (Path file : List.of(confFile(), stack.data().resolve("spark-master/secret"))) {
            assertThat(Files.readString(file)).contains(secret);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    private Finished askMaster(int port, Properties conf) throws IOException {
        try (TaskProcess client =
                java(conf, "org.apache.spark.deploy.Client", List.of("kill", "spark://127.0.0.1:" + port, driver))) {
            return client.await(PATIENCE);
        }
    }

    private TaskProcess java(Properties conf, String mainClass, List<String> arguments) throws IOException {
        // By a file, since arguments are everybody's to read.
        Path options = Files.createTempFile(folder, "java", ".options");
        for (String name : conf.stringPropertyNames()) {
            Files.writeString(
                    options, "\"-D%s=%s\"%n".formatted(name, conf.getProperty(name)), StandardOpenOption.APPEND);
        }
        return TaskProcess.command(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "@" + options,
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-Dlog4j2.configurationFile=" + confFile().resolveSibling("log4j2.properties"),
                        "-cp",
                        Checkout.sparkHome().resolve("jars") + "/*",
                        mainClass)
                .arguments(arguments)
                .environment("SPARK_LOCAL_IP", "127.0.0.1")
                .start();
    }

    private static Properties conf() throws IOException {
        Properties conf = new Properties();
        try (Reader reader = Files.newBufferedReader(confFile(), StandardCharsets.UTF_8)) {
            conf.load(reader);
        }
        return conf;
    }

    private static Path confFile() {
        return Path.of(stack.environment().get("SPARK_CONF_DIR")).resolve("spark-defaults.conf");
    }

    private static int master() {
        return stack.server(ServerKind.SPARK_MASTER).port();
    }

    private static String log() throws IOException {
        return Files.readString(stack.server(ServerKind.SPARK_MASTER).log());
    }
}
