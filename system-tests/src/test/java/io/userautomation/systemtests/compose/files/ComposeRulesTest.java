package io.userautomation.systemtests.compose.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That each rule finds what it is there for: one thing at a time is made wrong in a file that is right. */
class ComposeRulesTest {

    private static final String GOOD = """
            services:
              init:
                image: postgres:17.11-bookworm
                mem_limit: 64m
              store:
                image: cassandra:5.0.9
                restart: unless-stopped
                user: "999:999"
                mem_limit: 1g
                environment:
                  STORE_PASSWORD: ${STORE_PASSWORD:?run script/init-env.sh}
                  STORE_URL: jdbc://store:${STORE_PASSWORD:?run script/init-env.sh}@store/data
                healthcheck:
                  test: [CMD, serves]
                depends_on:
                  init: {condition: service_completed_successfully}
                ports: ["127.0.0.1:${STORE_PORT:-9042}:9042"]
                volumes: [data:/data, /conf]
            configs:
              store.cfg:
                content: |
                  secret_key = ${STORE_PASSWORD:?run script/init-env.sh}
                  url = jdbc://store:${STORE_PASSWORD:?run script/init-env.sh}@other
            volumes:
              data:
            """;

    @Test
    void should_find_nothing_in_a_good_file() {
        assertThat(ComposeRules.problems(ComposeFile.parse("good.yml", GOOD))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "cassandra:5.0.9          | cassandra:latest    | image cassandra:latest is not pinned",
                "cassandra:5.0.9          | cassandra:5         | image cassandra:5 is not pinned",
                "cassandra:5.0.9          | cassandra           | image cassandra is not pinned",
                "postgres:17.11-bookworm   | postgres:17         | service init: image postgres:17 is not pinned",
                "[CMD, serves]            | [NONE]              | has no health check",
                "healthcheck:             | labels:             | has no health check",
                "unless-stopped           | 'no'                | is not started again",
                "mem_limit: 1g            | shm_size: 1g        | has no memory limit",
                "999:999                  | 0:0                 | runs as user 0:0",
                "999:999                  | root                | runs as user root",
                "user:                    | container_name:     | has a container_name",
                "user: \"999:999\"        | privileged: true    | is privileged",
                "{condition: service_completed_successfully} | {condition: service_started} | does not wait for each",
                "127.0.0.1:$              | $                   | publishes port ${STORE_PORT:-9042}:9042 to every",
                "127.0.0.1:$              | 0.0.0.0:$           | publishes port 0.0.0.0:",
                "user: \"999:999\"        | network_mode: host  | is in the host's network",
                "D: ${STORE_PASSWORD:?run script/init-env.sh} | D: hunter2 | STORE_PASSWORD is not taken from .env",
                "D: ${STORE_PASSWORD:?run script/init-env.sh} | D: ${X:-hunter2} | STORE_PASSWORD is not taken",
                "store:${STORE_PASSWORD:?run script/init-env.sh}@ | store:hunter2@ | the URL jdbc://… has a password",
                "_key = ${STORE_PASSWORD:?run script/init-env.sh} | _key = 1 | config store.cfg: secret_key is not taken",
                "sh}@other                | sh}x@other          | config store.cfg: the URL url = jdbc://… has",
                "data:/data,              | other:/data,        | uses the volume other, which is not declared",
                "data:/data,              | ./init.sql:/i:ro, data:/data, | mounts ./init.sql of the host",
                "data:/data,              | '{type: bind, source: /etc/i, target: /i}, data:/data,' | mounts /etc/i of the host",
                "'content: |'             | 'file: |'           | config store.cfg: is a file of the checkout",
                "[CMD, serves]            | [CMD, kafka-topics, --list] | starts kafka-topics each time",
                "[CMD, serves]            | [CMD-SHELL, 'nodetool info'] | starts nodetool each time",
                "user: \"999:999\"        | build: {context: ., args: {API_TOKEN: x}} | build argument API_TOKEN",
            })
    void should_say_what_is_wrong_and_where(String good, String bad, String problem) {
        assertThat(GOOD).contains(good);
        ComposeFile file = ComposeFile.parse("bad.yml", GOOD.replace(good, bad));
        assertThat(ComposeRules.problems(file))
                .allSatisfy(found -> assertThat(found).startsWith("bad.yml: "))
                .anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void should_add_up_the_memory_of_all_that_run_at_once() {
        ComposeFile file = ComposeFile.parse(
                "good.yml", GOOD.replace("mem_limit: 1g", "mem_limit: 1g\n    deploy: {replicas: 2}"));
        assertThat(Memory.sum(file)).isEqualTo(2048L << 20);
        assertThat(Memory.problems(file, 1L << 30))
                .containsExactly(
                        "good.yml: the memory limits add up to 2048 MiB: lower some, until they are 1024 MiB at most");
    }

    @Test
    void should_check_a_file_together_with_what_overrides_it() {
        ComposeFile override = ComposeFile.parse("more.yml", """
                services:
                  store:
                    image: !override cassandra:latest
                    healthcheck: !reset null
                    ports: ["9043:9043"]
                    volumes: !override [data:/elsewhere]
                """);
        assertThat(ComposeRules.problems(ComposeFile.parse("good.yml", GOOD).with(override)))
                .containsExactlyInAnyOrder(
                        "good.yml with more.yml: service store: image cassandra:latest is not pinned:"
                                + " name its whole version, as in cassandra:5.0.9",
                        "good.yml with more.yml: service store: has no health check:"
                                + " add healthcheck.test, a command that says it can serve",
                        "good.yml with more.yml: service store: publishes port 9043:9043 to every network:"
                                + " write it as 127.0.0.1:PORT:PORT");
    }

    @Test
    void should_check_a_service_with_what_it_extends() {
        ComposeFile override = ComposeFile.parse("more.yml", """
                services:
                  store-2:
                    extends: {file: good.yml, service: store}
                    mem_limit: !reset null
                    ports: !reset []
                """);
        assertThat(ComposeRules.problems(ComposeFile.parse("good.yml", GOOD).with(override)))
                .containsExactly("good.yml with more.yml: service store-2: has no memory limit:"
                        + " add mem_limit or deploy.resources.limits.memory");
    }

    @Test
    void should_find_a_volume_that_neither_a_file_nor_what_it_is_overridden_by_uses() {
        ComposeFile good = ComposeFile.parse("good.yml", GOOD);
        ComposeFile override = ComposeFile.parse("more.yml", """
                services:
                  store:
                    volumes: !override [more:/data]
                volumes:
                  more:
                  most:
                """);
        assertThat(VolumeRules.unused(List.of(good, good.with(override))))
                .containsExactly("good.yml with more.yml: no service uses the volume most: remove it");
    }

    @Test
    void should_compare_env_example_with_the_files() {
        Map<String, String> example =
                EnvFile.parse("# for people\nSTORE_PORT=9042\nOLD=\nAPI_TOKEN='s3cret'\nCOMPOSE_PROFILES=\n");
        assertThat(EnvExampleRules.problems(example, List.of(ComposeFile.parse("good.yml", GOOD))))
                .containsExactly(
                        ".env.example: STORE_PASSWORD is missing, without which Compose refuses to start: add it",
                        ".env.example: no compose file reads OLD: remove it",
                        ".env.example: no compose file reads API_TOKEN: remove it",
                        ".env.example: the secret API_TOKEN has a value: leave it to script/init-env.sh");
    }
}
