package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.userautomation.commandline.CommandRunner;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.InProcess;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.stores.cassandra.CassandraSessions;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.postgres.PostgresSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Real servers with everything laid by schema-init, and clients of them; one set per test JVM. */
final class TestServers {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static TestServers shared;

    final Stack stack;
    final Map<String, String> environment;
    final TopicSettings topics;
    final Admin admin;
    final Producer<byte[], byte[]> producer;
    final CqlSession cassandra;
    final Connection postgres;

    private TestServers() throws SQLException {
        stack = Stack.shared(ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.POSTGRES);
        environment = stack.environment();
        Finished laid = TaskProcess.jar(Checkout.jar("schema-init"))
                .environment(environment)
                .start()
                .await(PATIENCE);
        assertThat(laid.exitStatus()).as(laid.stderr()).isZero();
        SettingsReader reader = new SettingsReader(environment);
        Map<String, Object> kafka = KafkaSettings.from(reader).clientProperties();
        PostgresSettings database = PostgresSettings.from(reader);
        topics = TopicSettings.from(reader);
        admin = Admin.create(kafka);
        producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
        cassandra = CassandraSessions.open(CassandraSettings.from(reader), "test", UnaryOperator.identity());
        postgres = DriverManager.getConnection(database.url(), database.connectionProperties());
    }

    static synchronized TestServers shared() throws SQLException {
        if (shared == null) {
            shared = new TestServers();
        }
        return shared;
    }

    /** The audit's fat jar, pointed at these servers; compiled lightly, since each process lives for seconds. */
    TaskCommand audit(String... arguments) {
        return TaskProcess.jar(Checkout.jar("audit-task"))
                .jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                .environment(environment)
                .arguments(arguments);
    }

    /** The same in this JVM, which shows all but what a process alone has. */
    Finished auditInProcess(Map<String, String> changes, String... arguments) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(changes);
        return InProcess.run(PATIENCE, (out, err) -> new CommandRunner(variables, out, err)
                .run(AuditTask.COMMAND, arguments)
                .code());
    }
}
