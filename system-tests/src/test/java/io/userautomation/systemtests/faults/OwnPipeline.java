package io.userautomation.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.randomuser.RandomUserApi;
import io.userautomation.systemtests.Databases;
import io.userautomation.systemtests.PipelineTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** A pipeline of a fault test's own: its topics, tables and checkpoints, on servers that it may share with others. */
final class OwnPipeline implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Stack stack;
    private final RandomUserApi api;
    private final Map<String, String> variables;
    private final PipelineTasks tasks;

    private OwnPipeline(Stack stack, RandomUserApi api, Map<String, String> variables) {
        this.stack = stack;
        this.api = api;
        this.variables = variables;
        this.tasks = new PipelineTasks(stack, api.url(), variables);
    }

    /**
     * Lays one on the stack that all fault tests share.
     *
     * @param name of its topic and its tables: lower-case letters, digits and underscores
     */
    static OwnPipeline lay(String name) {
        return lay(
                name,
                Stack.shared(ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.POSTGRES, ServerKind.SPARK_WORKER),
                Map.of());
    }

    /**
     * Lays one on these servers.
     *
     * @param more variables for the tasks, as of servers that are no part of the stack
     */
    static OwnPipeline lay(String name, Stack stack, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>();
        variables.put("USERS_TOPIC", name);
        variables.put("CASSANDRA_TABLE", name);
        variables.put("POSTGRES_TABLE", name);
        variables.put(
                "CHECKPOINT_FOLDER",
                stack.data().resolve("checkpoints").resolve(name).toString());
        variables.putAll(more);
        OwnPipeline pipeline = new OwnPipeline(stack, RandomUserApi.start(), variables);
        Finished schema = pipeline.tasks.initSchema();
        assertThat(schema.exitStatus()).as(schema.toString()).isZero();
        return pipeline;
    }

    /** This pipeline with another variable for its tasks; it shares the API, which only one of the two may close. */
    OwnPipeline with(String variable, String value) {
        return with(Map.of(variable, value));
    }

    /** {@link #with(String, String)} of several. */
    OwnPipeline with(Map<String, String> more) {
        Map<String, String> changed = new HashMap<>(variables);
        changed.putAll(more);
        return new OwnPipeline(stack, api, changed);
    }

    Stack stack() {
        return stack;
    }

    RandomUserApi api() {
        return api;
    }

    PipelineTasks tasks() {
        return tasks;
    }

    String bootstrapServers() {
        return tasks.environment().get("KAFKA_BOOTSTRAP_SERVERS");
    }

    TopicSettings topics() {
        return TopicSettings.from(new SettingsReader(tasks.environment()));
    }

    TopicContents users() {
        return TopicContents.of(bootstrapServers(), topics().users());
    }

    TopicContents deadLetters() {
        return TopicContents.of(bootstrapServers(), topics().deadLetters());
    }

    Databases databases() {
        return new Databases(tasks.environment());
    }

    Path checkpoints() {
        return Path.of(tasks.environment().get("CHECKPOINT_FOLDER"));
    }

    /**
     * The checkpoint folder of this query, of which there must be one.
     *
     * @param query as in {@code cassandra}
     */
    Path checkpoint(String query) {
        try (Stream<Path> folders = Files.list(checkpoints())) {
            List<Path> found = folders.filter(
                            folder -> folder.getFileName().toString().startsWith(query + "-"))
                    .toList();
            assertThat(found).as("checkpoints of " + query).hasSize(1);
            return found.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of the last batch that this query has committed; -1 if it has none. */
    long lastCommit(String query) {
        try (Stream<Path> commits = Files.list(checkpoint(query).resolve("commits"))) {
            return commits.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunManifest manifest(String runId) {
        KafkaSettings kafka = KafkaSettings.from(new SettingsReader(tasks.environment()));
        try (RunsTopicReader runs = new RunsTopicReader(kafka.clientProperties(), topics().runs(), TIMEOUT)) {
            return runs.refresh().run(new RunId(runId)).manifest();
        }
    }

    /** The ids that the API has for a run, asked of it once more: all that a publisher that ends with 0 has acknowledged. */
    Set<UUID> idsOf(String runId) {
        return ApiIds.of(api.url(), manifest(runId));
    }

    /** Counts what became of the acknowledged ids, with everything that is on the users topic as known. */
    Account account(Collection<UUID> acknowledged) throws SQLException {
        Set<UUID> known = new HashSet<>(users().ids());
        known.addAll(acknowledged);
        try (Databases databases = databases()) {
            return Account.of(
                    acknowledged,
                    known,
                    databases.cassandraIds(),
                    databases.postgresIds(),
                    deadLetters().distinctIds());
        }
    }

    @Override
    public void close() {
        api.close();
    }
}
