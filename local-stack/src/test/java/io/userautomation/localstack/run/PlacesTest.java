package io.userautomation.localstack.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.TaskProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each line behind the words is one that a person may paste. */
class PlacesTest {

    private static final Map<String, String> SERVERS = Map.of(
            "SCHEMA_REGISTRY_URL", "http://127.0.0.1:18081/apis/ccompat/v7",
            "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:19092",
            "POSTGRES_URL", "jdbc:postgresql://127.0.0.1:15432/user_data",
            "POSTGRES_USERNAME", "user_automation");

    private static final Set<ServerKind> KINDS = EnumSet.complementOf(EnumSet.copyOf(ServerKind.ON_DEMAND));

    @TempDir
    private Path folder;

    @Test
    void should_say_the_registrys_address_with_its_path() {
        assertThat(lines(folder)).contains("    http://127.0.0.1:18081/apis/ccompat/v7");
    }

    @Test
    void should_say_the_ports_in_plain_digits() {
        assertThat(lines(folder)).contains("    http://127.0.0.1:8080", "    http://127.0.0.1:9090");
    }

    @Test
    void should_say_where_metrics_are_only_where_they_are_asked_for() {
        // given
        Ports ports = Ports.standard().withMetrics();
        // when
        List<String> lines = new Places(folder, ports, SERVERS, Set.of(ServerKind.KAFKA), folder).lines(true);
        // then
        assertThat(lines)
                .containsSubsequence(
                        "  metrics for Prometheus:",
                        "    http://127.0.0.1:9406/metrics",
                        "    http://127.0.0.1:9090/metrics/master/prometheus/")
                .noneMatch(line -> line.contains(":9404"));
        assertThat(lines(folder)).noneMatch(line -> line.contains("metrics"));
    }

    @Test
    void should_give_commands_that_a_shell_takes_whatever_the_folder_is_called() throws IOException {
        // given
        Path data = folder.resolve("o'brien's \"data\" $HOME");
        Files.createDirectories(data.resolve("postgres"));
        Files.writeString(data.resolve("postgres/password"), "the password");
        String psql = command(lines(data), "psql ");
        String cqlsh = command(lines(data), "cqlsh ");
        // when
        Finished pasted = TaskProcess.command(
                        "sh",
                        "-c",
                        "psql() { printf '%s|' \"$PGPASSWORD\" \"$@\"; }; cqlsh() { printf '%s|' \"$@\"; }\n" + psql
                                + "\necho\n" + cqlsh)
                .start()
                .await(Duration.ofSeconds(20));
        // then
        assertThat(pasted.stderr()).isEmpty();
        assertThat(pasted.stdout().get(0))
                .startsWith("the password|-h|127.0.0.1|-p|15432|-U|user_automation|-d|user_data|-c|SELECT id,");
        assertThat(pasted.stdout().get(1)).startsWith("127.0.0.1|19042|-e|SELECT id,");
    }

    @Test
    void should_tell_of_a_mariadb_only_where_there_is_one() {
        // given
        Map<String, String> servers = new HashMap<>(SERVERS);
        servers.put("MYSQL_URL", "jdbc:mysql://127.0.0.1:13306/user_data");
        servers.put("MYSQL_USERNAME", "user_automation");
        Ports ports = Ports.standard().with(PortName.MYSQL, 13_306);
        // when
        List<String> lines = new Places(folder, ports, servers, KINDS, folder).lines(true);
        // then
        assertThat(command(lines, "mariadb "))
                .contains("mysql/password)")
                .contains("mariadb -h 127.0.0.1 -P 13306 -u user_automation user_data -e ");
        assertThat(lines(folder)).noneMatch(line -> line.contains("MariaDB"));
    }

    private static List<String> lines(Path data) {
        Ports ports = Ports.standard().with(PortName.POSTGRES, 15_432).with(PortName.CASSANDRA, 19_042);
        return new Places(data, ports, SERVERS, KINDS, data.resolve("logs")).lines(true);
    }

    private static String command(List<String> lines, String program) {
        return lines.stream()
                .filter(line -> line.startsWith("    ") && line.contains(program))
                .findFirst()
                .orElseThrow();
    }
}
