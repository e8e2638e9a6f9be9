package io.userautomation.systemtests.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitEnvScriptTest {

    private static final List<String> PASSWORDS = List.of(
            "POSTGRES_PASSWORD",
            "AIRFLOW_DB_PASSWORD",
            "USER_DATA_PASSWORD",
            "AIRFLOW_ADMIN_PASSWORD",
            "AIRFLOW_SECRET_KEY",
            "SPARK_AUTH_SECRET");

    @TempDir
    private Path folder;

    @Test
    void should_fill_in_each_secret_anew_and_print_the_admins_password() throws Exception {
        // given
        Path first = folder.resolve("first.env");
        Path second = folder.resolve("second.env");
        // when
        Ended made = run(first.toString());
        run(second.toString());
        // then
        assertThat(made.status()).isZero();
        assertThat(Files.getPosixFilePermissions(first)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Map<String, String> values = values(first);
        Map<String, String> others = values(second);
        assertThat(values.keySet())
                .isEqualTo(values(Path.of("..", ".env.example")).keySet());
        assertThat(PASSWORDS)
                .allSatisfy(name -> assertThat(values.get(name)).matches("[A-Za-z0-9]{32}"))
                .allSatisfy(name -> assertThat(values.get(name)).isNotEqualTo(others.get(name)));
        assertThat(values.get("AIRFLOW_JWT_SECRET")).matches("[A-Za-z0-9]{64}");
        assertThat(Base64.getUrlDecoder().decode(values.get("AIRFLOW_FERNET_KEY")))
                .hasSize(32);
        assertThat(values.get("KAFKA_CLUSTER_ID")).hasSize(22).doesNotStartWith("-");
        assertThat(values).doesNotContainValue("");
        assertThat(made.output()).endsWith(values.get("AIRFLOW_ADMIN_PASSWORD"));
    }

    @Test
    void should_leave_alone_what_is_there() throws Exception {
        // given
        Path file = Files.writeString(folder.resolve(".env"), "A=b\n");
        // when
        Ended ended = run(file.toString());
        // then
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.output()).contains(file + " is there already", "docker compose down --volumes");
        assertThat(file).hasContent("A=b\n");
        assertThat(folder.toFile().list()).containsExactly(".env");
    }

    @ParameterizedTest
    @CsvSource({
        "2.20.2+ds1-0ubuntu1, true",
        "v2.24.3, true",
        "2.24.4, false",
        "v2.24.6-desktop.1, false",
        "2.100.0, false",
        "5.1.0, false"
    })
    void should_say_that_compose_is_too_old(String version, boolean tooOld) throws Exception {
        // given
        Path docker = Files.writeString(
                folder.resolve("docker"), "#!/bin/sh\n[ \"$*\" = 'compose version --short' ] && echo " + version);
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        // when
        Ended ended = run(
                Map.of("PATH", folder + ":" + System.getenv("PATH")),
                folder.resolve(".env").toString());
        // then
        assertThat(ended.status()).isZero();
        String sentence = "Docker Compose %s is too old for the compose files: install 2.24.4 or newer"
                .formatted(version.replaceFirst("^v", ""));
        assertThat(ended.output().contains(sentence)).as(ended.output()).isEqualTo(tooOld);
        assertThat(ended.output()).contains("Airflow's user is admin");
    }

    /** A checkout on Windows, or an editor, may have put line ends and blanks behind the equals signs. */
    @ParameterizedTest
    @ValueSource(strings = {"\r", " ", "\t \r"})
    void should_fill_in_each_secret_whatever_stands_at_the_ends_of_lines(String end) throws Exception {
        // given
        Path script = checkout(example().replace("\n", end + "\n"));
        // when
        Ended ended = ended(Map.of(), script.toString());
        // then
        assertThat(ended.status()).isZero();
        assertThat(values(folder.resolve(".env")))
                .doesNotContainValue("")
                .allSatisfy((name, value) -> assertThat(value).as(name).matches("[\\w=.-]+"));
    }

    @Test
    void should_make_no_file_in_which_a_secret_is_empty() throws Exception {
        // given
        Path script = checkout(example().replace("POSTGRES_PASSWORD=", "POSTGRES_PASSWORD=\"\""));
        // when
        Ended ended = ended(Map.of(), script.toString());
        // then
        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.output()).contains("no value for POSTGRES_PASSWORD");
        assertThat(folder.resolve(".env")).doesNotExist();
    }

    private static String example() throws IOException {
        return Files.readString(Path.of("..", ".env.example"));
    }

    /** The script in a checkout of its own, with this example. */
    private Path checkout(String example) throws IOException {
        Files.writeString(folder.resolve(".env.example"), example);
        Path scripts = Files.createDirectories(folder.resolve("script"));
        for (String script : List.of("init-env.sh", "compose-version.sh")) {
            Files.copy(Path.of("..", "script", script), scripts.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return scripts.resolve("init-env.sh");
    }

    private record Ended(int status, String output) {}

    private static Ended run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    private static Ended run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = Path.of("..", "script", "init-env.sh").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return ended(environment, command);
    }

    private static Ended ended(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), UTF_8).strip();
            return new Ended(process.waitFor(), text);
        }
    }

    private static Map<String, String> values(Path env) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(env)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split("=", 2);
                values.put(parts[0], parts[1]);
            }
        }
        return values;
    }
}
