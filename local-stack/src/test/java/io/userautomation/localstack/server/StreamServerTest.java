package io.userautomation.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.WorkerSize;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamServerTest {

    @TempDir
    private Path folder;

    @Test
    void should_start_what_containers_start_with_the_variables_of_the_tasks() throws IOException {
        build("schema-init");
        build("spark-job");

        Command command = stream().command();

        assertThat(command.words())
                .containsExactly(folder.resolve("script/stream.sh").toString());
        assertThat(variables(command)).containsEntry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
    }

    @Test
    void should_say_what_is_not_built() throws IOException {
        build("schema-init");

        assertThatThrownBy(() -> stream().command())
                .isInstanceOf(StackException.class)
                .hasMessageContaining("spark-job");
    }

    @Test
    void should_be_ready_once_the_stream_says_that_it_is_well_and_not_by_what_an_earlier_one_said() throws Exception {
        StreamServer stream = stream();
        LogFile log = new LogFile(folder.resolve("stream.log"), 0);
        Path healthy = folder.resolve("stream-healthy");
        Files.createFile(healthy);

        stream.prepare(log);
        assertThat(stream.isReady(log)).isFalse();

        Files.createFile(healthy);
        assertThat(stream.isReady(log)).isTrue();
    }

    @Test
    void should_look_for_that_word_below_the_stream_s_own_folder_where_no_other_is_set() throws Exception {
        StreamServer stream = stream(Map.of());
        LogFile log = new LogFile(folder.resolve("stream.log"), 0);
        stream.prepare(log);
        Path checkpoints = Files.createDirectories(folder.resolve("data/stream/checkpoints"));

        assertThat(stream.isReady(log)).isFalse();
        Files.createFile(checkpoints.resolve("stream-healthy"));
        assertThat(stream.isReady(log)).isTrue();
    }

    @Test
    void should_serve_metrics_only_where_they_are_asked_for() throws IOException {
        build("schema-init");
        build("spark-job");

        assertThat(variables(stream().command())).doesNotContainKey("METRICS_PORT");
        assertThat(variables(stream(Map.of(), Ports.standard().withMetrics()).command()))
                .containsEntry("METRICS_PORT", "9404");
    }

    private void build(String module) throws IOException {
        Path jar = folder.resolve(module).resolve("target").resolve(module + ".jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
    }

    private StreamServer stream() {
        return stream(Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "CHECKPOINT_FOLDER", folder.toString()));
    }

    private StreamServer stream(Map<String, String> tasks) {
        return stream(tasks, Ports.standard());
    }

    private StreamServer stream(Map<String, String> tasks, Ports ports) {
        return new StreamServer(new StackPlace(
                folder.resolve("data"),
                ports,
                new Checkout(folder),
                WorkerSize.standard(),
                Optional.empty(),
                () -> tasks));
    }

    private static Map<String, String> variables(Command command) {
        Map<String, String> variables = new HashMap<>();
        command.giveEnvironment(variables);
        return variables;
    }
}
