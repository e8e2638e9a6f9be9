package io.userautomation.systemtests.secured;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.commandline.tls.CertificateAuthorities;
import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.stores.cassandra.CassandraTls;
import io.userautomation.stores.postgres.PostgresConnections;
import io.userautomation.stores.postgres.PostgresSettings;
import io.userautomation.systemtests.secured.PermissionsPage.Permission;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Who may do everything on a secured stack's servers. */
final class Administrator implements AutoCloseable {

    /** Of every login that is made here. */
    static final String PASSWORD = "of-a-test";

    /** Longer than Cassandra's nodes remember what a role may do. */
    private static final long CACHE_MILLIS = 2_500;

    private final Map<String, Object> kafka;
    private final Admin admin;
    private final Connection postgres;
    private final CqlSession cassandra;

    Administrator(Map<String, String> environment) throws Exception {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("KAFKA_PASSWORD", Files.readString(Path.of(variables.remove("KAFKA_PASSWORD_FILE"))));
        SettingsReader reader = new SettingsReader(variables);
        kafka = KafkaSettings.from(reader).clientProperties();
        admin = Admin.create(kafka);
        postgres = PostgresConnections.open(PostgresSettings.from(reader), Map.of());
        String[] contact = environment.get("CASSANDRA_CONTACT_POINTS").split(":", -1);
        CqlSessionBuilder builder = CqlSession.builder()
                .addContactPoint(InetSocketAddress.createUnresolved(contact[0], Integer.parseInt(contact[1])))
                .withLocalDatacenter(environment.get("CASSANDRA_LOCAL_DATACENTER"))
                .withAuthCredentials(environment.get("CASSANDRA_USERNAME"), environment.get("CASSANDRA_PASSWORD"))
                .withSslEngineFactory(new CassandraTls(
                        CertificateAuthorities.context(Optional.of(environment.get("CASSANDRA_CA_FILE")))));
        cassandra = builder.build();
    }

    void createKafkaLogins(List<String> logins) throws Exception {
        ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4_096);
        admin.alterUserScramCredentials(logins.stream()
                        .map(login -> new UserScramCredentialUpsertion(login, info, PASSWORD))
                        .map(UserScramCredentialAlteration.class::cast)
                        .toList())
                .all()
                .get();
    }

    void execute(String database, List<String> statements) throws Exception {
        for (String statement : statements) {
            execute(database.equals("Cassandra"), statement);
        }
    }

    void grant(Permission permission) throws Exception {
        if (permission.acl() == null) {
            execute(isCassandras(permission), permission.grant());
            return;
        }
        admin.createAcls(List.of(permission.acl())).all().get();
        await(permission.acl(), 1);
    }

    void revoke(Permission permission) throws Exception {
        if (permission.acl() == null) {
            execute(isCassandras(permission), permission.revoke());
            if (isCassandras(permission)) {
                awaitCassandrasCache();
            }
            return;
        }
        admin.deleteAcls(List.of(permission.acl().toFilter())).all().get();
        await(permission.acl(), 0);
    }

    void awaitCassandrasCache() throws InterruptedException {
        Thread.sleep(CACHE_MILLIS);
    }

    /** A dead letter of the topic's first user, open, of which no store wants anything. */
    void writeDeadLetter(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<String, Object> consumer = new HashMap<>(kafka);
        try (KafkaConsumer<byte[], byte[]> users =
                        new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> letters =
                        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            users.assign(List.of(partition));
            users.seekToBeginning(List.of(partition));
            ConsumerRecord<byte[], byte[]> user =
                    users.poll(Duration.ofSeconds(20)).records(partition).get(0);
            ProducerRecord<byte[], byte[]> letter =
                    new ProducerRecord<>(topic + ".dlq", null, user.key(), user.value(), user.headers());
            header(letter, DeadLetterHeaders.STAGE, DeadLetterHeaders.STAGE_STORE);
            header(letter, DeadLetterHeaders.TOPIC, topic);
            header(letter, DeadLetterHeaders.PARTITION, "0");
            header(letter, DeadLetterHeaders.OFFSET, Long.toString(System.nanoTime()));
            header(letter, DeadLetterHeaders.SINK, "postgres");
            letters.send(letter).get(20, TimeUnit.SECONDS);
        }
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isCassandras(Permission permission) {
        return permission.what().matches(".* ON (KEYSPACE|TABLE) .*");
    }

    private void execute(boolean inCassandra, String statement) throws Exception {
        if (inCassandra) {
            cassandra.execute(statement);
        } else {
            try (Statement once = postgres.createStatement()) {
                once.execute(statement);
            }
        }
    }

    /** The broker hears of it from its controller. */
    private void await(AclBinding acl, int count) {
        Awaitility.await()
                .until(() -> admin.describeAcls(acl.toFilter()).values().get().size() == count);
    }

    @Override
    public void close() throws SQLException {
        admin.close();
        cassandra.close();
        postgres.close();
    }
}
