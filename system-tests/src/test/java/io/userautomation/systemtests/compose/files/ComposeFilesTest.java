package io.userautomation.systemtests.compose.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be told of the compose files, the Dockerfiles and {@code .env.example} without a Docker engine. */
class ComposeFilesTest {

    private static final Path ROOT = Checkout.find().root();

    private static final long GIB = 1L << 30;

    /** Of the whole stack, without what only a profile brings. */
    private static final long MEMORY = 9 * GIB;

    /** What Docker itself, the kernel and a build want besides. */
    private static final long REST = GIB / 2;

    @ParameterizedTest
    @MethodSource("files")
    void should_be_pinned_healthy_limited_local_without_secrets_and_not_root(ComposeFile file) {
        assertThat(file.services()).isNotEmpty();
        assertThat(ComposeRules.problems(file)).isEmpty();
    }

    @Test
    void should_fit_into_9_gib() {
        assertThat(Memory.problems(base().withoutProfiles(), MEMORY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "README.md, Docker with (\\d+) GiB",
        "docs/docker-compose.md, '(\\d+) GiB of memory for it'",
        "docs/docker-compose.md, 'Give Docker (\\d+) GiB'",
        "docker-compose.yml, 'wants (\\d+) GiB'",
    })
    void should_say_everywhere_how_much_memory_the_stack_takes(Path document, Pattern sentence) throws IOException {
        assertThat(said(document, sentence)).isEqualTo(gibibytes(base().withoutProfiles()));
    }

    @Test
    void should_say_how_much_memory_the_cluster_takes() throws IOException {
        Path file = Path.of("docker-compose.cluster.yml");
        assertThat(said(file, Pattern.compile("needs\\s+(?:#\\s+)?(\\d+) GiB")))
                .isEqualTo(gibibytes(base().with(read(file.toString())).withoutProfiles()));
    }

    @Test
    void should_say_how_much_memory_it_takes_with_monitoring() throws IOException {
        assertThat(said(Path.of("docs/monitoring.md"), Pattern.compile("want (\\d+) GiB")))
                .isEqualTo(gibibytes(
                        base().with(read("docker-compose.monitoring.yml")).withoutProfiles()));
    }

    @Test
    void should_not_have_what_needs_a_licence_unless_asked_for_nor_in_a_cluster() {
        assertThat(base().withoutProfiles().services())
                .extracting(Service::name)
                .contains("broker", "stream")
                .doesNotContain("control-center", "kafka-ui");
        assertThat(base().with(read("docker-compose.cluster.yml"))
                        .withoutProfiles()
                        .services())
                .filteredOn(service -> service.name().startsWith("broker"))
                .hasSize(3)
                .extracting(service -> service.text("image"))
                .containsOnly("confluentinc/cp-kafka:7.9.6");
    }

    @Test
    void should_use_every_volume_that_is_declared() {
        assertThat(VolumeRules.unused(files().toList())).isEmpty();
    }

    @Test
    void should_have_the_variables_that_the_files_need_in_env_example() throws IOException {
        String example = Files.readString(ROOT.resolve(".env.example"));
        assertThat(EnvExampleRules.problems(EnvFile.parse(example), files().toList()))
                .isEmpty();
    }

    @Test
    void should_build_every_image_from_pinned_ones_in_one_way_and_not_as_root() throws IOException {
        List<Dockerfile> files = dockerfiles();
        assertThat(files).hasSizeGreaterThan(1);
        assertThat(files).flatMap(DockerfileRules::problems).isEmpty();
        assertThat(DockerfileRules.differences(files)).isEmpty();
    }

    /** Docker gives containers the proxies that a person has set for the Internet. */
    @ParameterizedTest
    @MethodSource("files")
    void should_reach_no_service_through_a_proxy(ComposeFile file) {
        // given
        List<Service> airflow = file.services().stream()
                .filter(service -> service.name().startsWith("airflow-"))
                .toList();
        String addresses = Stream.concat(
                        airflow.stream().flatMap(service -> Tree.scalars(service.definition())),
                        Tree.scalars(file.document().get("configs")))
                .collect(Collectors.joining(" "));
        List<String> called = file.services().stream()
                .map(Service::name)
                .filter(name -> addresses.contains("//" + name) || addresses.contains(name + ":"))
                .toList();
        assertThat(called).contains("airflow-apiserver", "schema-registry");
        // then
        assertThat(airflow).isNotEmpty().allSatisfy(service -> assertThat(Stream.of("NO_PROXY", "no_proxy")
                        .map(variable -> Tree.text(Tree.map(service.definition(), "environment"), variable)))
                .as(service.name())
                .allSatisfy(straight -> assertThat(straight.split(",", -1)).containsAll(called)));
    }

    @Test
    void should_secure_spark_as_the_local_stack_does() throws IOException {
        // given
        Map<String, Object> config = Tree.map(base().document(), "configs", "spark-defaults.conf");
        Properties local = properties(Files.readString(ROOT.resolve("local-stack/src/main/resources")
                .resolve("io/userautomation/localstack/server/spark/spark-defaults.conf")));
        assertThat(local.remove("spark.authenticate.secret")).isEqualTo("@secret@");
        // when
        Properties inContainers = properties(Tree.text(config, "content"));
        // then
        assertThat(inContainers).containsAllEntriesOf(local);
        assertThat(inContainers.getProperty("spark.authenticate.secret"))
                .isEqualTo("${SPARK_AUTH_SECRET:?run script/init-env.sh}");
    }

    /** The whole number of gibibytes that a machine needs for it. */
    private static long gibibytes(ComposeFile file) {
        return (Memory.sum(file) + REST + GIB - 1) / GIB;
    }

    /** The number in that sentence, which must be there. */
    private static long said(Path document, Pattern sentence) throws IOException {
        Matcher matcher = sentence.matcher(Files.readString(ROOT.resolve(document)));
        assertThat(matcher.find()).as("%s says %s", document, sentence).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static Properties properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }

    /** As a person runs them: the base alone, and with each override. */
    private static Stream<ComposeFile> files() {
        return Stream.concat(
                Stream.of(base()),
                Stream.of("zookeeper", "cluster", "random-user-api", "monitoring")
                        .map(override -> base().with(read("docker-compose." + override + ".yml"))));
    }

    private static ComposeFile base() {
        return read("docker-compose.yml");
    }

    private static ComposeFile read(String name) {
        try {
            return ComposeFile.read(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Dockerfile> dockerfiles() throws IOException {
        List<Dockerfile> files = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(ROOT.resolve("docker"))) {
            for (Path folder : folders) {
                Path file = folder.resolve("Dockerfile");
                // The stand-ins are no part of what is delivered.
                if (Files.exists(file) && !folder.endsWith("stand-ins")) {
                    files.add(Dockerfile.read(ROOT, file));
                }
            }
        }
        return files;
    }
}
