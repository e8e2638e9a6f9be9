package io.userautomation.systemtests;

import static io.userautomation.localstack.ServerKind.CASSANDRA;
import static io.userautomation.localstack.ServerKind.KAFKA;
import static io.userautomation.localstack.ServerKind.POSTGRES;
import static io.userautomation.localstack.ServerKind.SCHEMA_REGISTRY;
import static io.userautomation.localstack.ServerKind.SPARK_WORKER;
import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.randomuser.RandomUserApi;
import io.userautomation.stores.postgres.PostgresSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could not be stored finds its way back into both databases, on real servers and tables of its own. */
@Tag("slow")
class DeadLetterPathIT {

    private static final String RUN = "letters";
    private static final int USERS = 400;
    private static final String INVALID = """
            {"id":"00000000-0000-4000-8000-000000000001","first_name":"Ada","last_name":"Lovelace","gender":"female",\
            "email":null,"username":"ada"}""";
    private static final String REFUSE_SOME = """
            CREATE FUNCTION refuse_some() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.id::text < '1' THEN
                RAISE EXCEPTION 'value too long for type character varying(5)' USING ERRCODE = '22001';
              END IF;
              RETURN NEW;
            END $$;
            CREATE TRIGGER refuse_some BEFORE INSERT ON letters_users FOR EACH ROW EXECUTE FUNCTION refuse_some()""";

    @TempDir
    private Path folder;

    @Test
    void should_store_what_was_dead_lettered_once_its_cause_is_repaired() throws Exception {
        // given
        Stack stack = Stack.shared(KAFKA, CASSANDRA, POSTGRES, SCHEMA_REGISTRY, SPARK_WORKER);
        try (RandomUserApi api = RandomUserApi.start()) {
            PipelineTasks tasks = new PipelineTasks(
                    stack,
                    api.url(),
                    Map.of(
                            "USERS_TOPIC", "letters",
                            "CASSANDRA_TABLE", "letters_users",
                            "POSTGRES_TABLE", "letters_users",
                            "AUDIT_BUDGET", "50"));
            ended(0, tasks.initSchema());
            postgres(tasks, REFUSE_SOME);
            publishWithOneInvalid(tasks);
            Finished first = ended(0, tasks.audit(RUN));
            long refused = number(first, "dead_lettered") - 1;
            assertThat(refused).isPositive();

            // when
            Finished listed = ended(0, tasks.jar("dead-letter-task", "list").await(PATIENCE));
            postgres(tasks, "DROP TRIGGER refuse_some ON letters_users");
            Finished retried = ended(3, replay(tasks));
            Path repaired = repaired(tasks);
            Finished repairedReplay = ended(0, replay(tasks, "--repaired", repaired.toString()));
            Finished nothingLeft = ended(0, replay(tasks));
            ended(0, tasks.startStore(RUN).await(PATIENCE));
            Finished second = ended(0, tasks.audit(RUN));

            // then
            assertThat(number(listed, "open")).isEqualTo(refused + 1);
            assertThat(number(retried, "replayed")).isEqualTo(refused);
            assertThat(number(retried, "still_invalid")).isEqualTo(1);
            assertThat(number(repairedReplay, "replayed")).isEqualTo(1);
            assertThat(number(nothingLeft, "already_replayed")).isEqualTo(refused + 1);
            assertThat(number(first, "stored_postgres")).isEqualTo(USERS - refused);
            assertThat(number(second, "stored_postgres")).isEqualTo(USERS);
            assertThat(number(second, "stored_cassandra")).isEqualTo(USERS);
            try (Databases databases = new Databases(tasks.environment())) {
                assertThat(databases.postgresIds()).hasSize(USERS + 1).isEqualTo(databases.cassandraIds());
            }
        }
    }

    private void publishWithOneInvalid(PipelineTasks tasks) throws Exception {
        ended(0, tasks.openRun(RUN, "--users", Integer.toString(USERS)));
        try (TaskProcess store = tasks.startStore(RUN)) {
            ended(0, tasks.startPublish(RUN).await(PATIENCE));
            ProducerRecord<byte[], byte[]> invalid = new ProducerRecord<>("letters", INVALID.getBytes(UTF_8));
            invalid.headers().add("run_id", RUN.getBytes(UTF_8));
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", tasks.environment().get("KAFKA_BOOTSTRAP_SERVERS")),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                producer.send(invalid).get();
            }
            ended(0, tasks.closeRun(RUN));
            ended(0, store.await(PATIENCE));
        }
    }

    /** What is still open, exported and mended as an operator would. */
    private Path repaired(PipelineTasks tasks) throws Exception {
        Path file = folder.resolve("letters.jsonl");
        ended(
                0,
                tasks.jar("dead-letter-task", "export", "--file", file.toString())
                        .await(PATIENCE));
        return Files.writeString(
                file, Files.readString(file).replace("\"email\":null", "\"email\":\"ada@example.com\""));
    }

    private static Finished replay(PipelineTasks tasks, String... arguments) {
        String[] words = new String[arguments.length + 1];
        words[0] = "replay";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        return tasks.jar("dead-letter-task", words).await(PATIENCE);
    }

    private static void postgres(PipelineTasks tasks, String statements) throws Exception {
        PostgresSettings settings = PostgresSettings.from(new SettingsReader(tasks.environment()));
        try (Connection connection = DriverManager.getConnection(settings.url(), settings.connectionProperties());
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    private static Finished ended(int status, Finished finished) {
        assertThat(finished.exitStatus()).as(finished.toString()).isEqualTo(status);
        return finished;
    }

    private static long number(Finished finished, String key) {
        return finished.lastStdoutLineAsJson().get(key).getAsLong();
    }
}
