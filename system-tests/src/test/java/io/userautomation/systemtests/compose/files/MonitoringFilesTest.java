package io.userautomation.systemtests.compose.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docker-compose.monitoring.yml} and the files that it hands on say of each other. */
class MonitoringFilesTest {

    private static final Path ROOT = Checkout.find().root();
    private static final Path FILES = ROOT.resolve("docker/monitoring");

    /** Where containers see them. */
    private static final Pattern PATH = Pattern.compile("/opt/monitoring/([\\w./-]*\\w)");

    /** The image adds it. */
    private static final String AGENT = "jmx/jmx-agent.jar";

    @Test
    void should_name_files_that_are_there() throws IOException {
        // given
        String provider = Files.readString(FILES.resolve("grafana/provisioning/dashboards/dashboards.yml"));
        Stream<String> texts = Stream.concat(Tree.scalars(override().document()), Stream.of(provider));
        // when
        Set<String> named = new TreeSet<>();
        texts.flatMap(text -> PATH.matcher(text).results()).forEach(path -> named.add(path.group(1)));
        // then
        assertThat(named).contains(AGENT, "jmx/kafka.yml", "grafana/dashboards");
        assertThat(named).filteredOn(path -> !path.equals(AGENT)).allSatisfy(path -> assertThat(FILES.resolve(path))
                .exists());
    }

    @Test
    void should_copy_every_folder_that_is_named_into_the_image() throws IOException {
        String dockerfile = Files.readString(FILES.resolve("Dockerfile"));
        assertThat(dockerfile).contains("/opt/user-automation/monitoring/" + AGENT);
        assertThat(List.of("jmx", "prometheus", "alertmanager", "grafana")).allSatisfy(folder -> assertThat(dockerfile)
                .contains("docker/monitoring/%s /opt/user-automation/monitoring/%s\n".formatted(folder, folder)));
    }

    @Test
    void should_scrape_what_serves() throws IOException {
        // given
        Map<String, String> services = new TreeMap<>();
        base().with(override())
                .services()
                .forEach(service ->
                        services.put(service.name(), service.definition().toString()));
        ComposeFile prometheus = ComposeFile.read(FILES.resolve("prometheus/prometheus.yml"));
        // when
        Map<String, String> portOf = new TreeMap<>();
        Tree.list(prometheus.document(), "scrape_configs").stream()
                .flatMap(job -> Tree.list(Tree.asMap(job), "static_configs").stream())
                .flatMap(targets -> Tree.list(Tree.asMap(targets), "targets").stream())
                .map(target -> target.toString().split(":", 2))
                .filter(target -> !target[0].equals("localhost"))
                .forEach(target -> portOf.put(target[0], target[1]));
        // then
        assertThat(services.keySet()).containsAll(portOf.keySet());
        assertThat(services.get("broker")).contains("jmx-agent.jar=" + portOf.get("broker") + ":");
        assertThat(services.get("cassandra")).contains("jmx-agent.jar=" + portOf.get("cassandra") + ":");
        assertThat(services.get("stream")).contains("METRICS_PORT=" + portOf.get("stream") + ",");
        assertThat(services.get("metrics-exporter")).contains("localhost/" + portOf.get("metrics-exporter") + ";");
        assertThat(services.get("postgres-exporter")).contains("localhost:" + portOf.get("postgres-exporter") + "/");
    }

    @Test
    void should_take_no_option_away_from_cassandra() throws IOException {
        assertThat(options(base().with(override())))
                .containsAll(options(base()))
                .anyMatch(option -> option.startsWith("-javaagent:"));
    }

    @Test
    void should_look_at_the_stores_that_the_stream_stores_in() throws IOException {
        ComposeFile both = base().with(override());
        assertThat(variable(both, "metrics-exporter", "STORES"))
                .isNotEmpty()
                .isEqualTo(variable(base(), "airflow-scheduler", "STORES"));
    }

    private static List<String> options(ComposeFile file) {
        return List.of(variable(file, "cassandra", "JVM_EXTRA_OPTS").split("\\s+", -1));
    }

    private static String variable(ComposeFile file, String service, String name) {
        return file.services().stream()
                .filter(one -> one.name().equals(service))
                .map(one -> Tree.text(Tree.map(one.definition(), "environment"), name))
                .findFirst()
                .orElseThrow();
    }

    private static ComposeFile base() throws IOException {
        return ComposeFile.read(ROOT.resolve("docker-compose.yml"));
    }

    private static ComposeFile override() throws IOException {
        return ComposeFile.read(ROOT.resolve("docker-compose.monitoring.yml"));
    }
}
