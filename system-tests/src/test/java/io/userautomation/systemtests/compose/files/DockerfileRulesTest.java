package io.userautomation.systemtests.compose.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That each rule finds what it is there for. */
class DockerfileRulesTest {

    private static final String GOOD = """
            ARG JARS=source
            FROM eclipse-temurin:17.0.20_8-jdk-noble AS source
            COPY . .
            FROM scratch AS prebuilt
            FROM ${JARS} AS jars
            FROM eclipse-temurin:17.0.20_8-jre-noble AS jre
            FROM debian:12.11.0
            COPY --from=jre /opt/java /opt/java
            COPY --chmod=0644 --from=jars /build/a.jar /opt/
            COPY --chmod=0755 script script
            USER root
            RUN install
            # USER root
            USER 50000
            """;

    @Test
    void should_find_nothing_in_a_good_file() {
        assertThat(DockerfileRules.problems(Dockerfile.parse("Dockerfile", GOOD)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":17.0.20_8-jdk-noble | ''       | FROM eclipse-temurin is not pinned",
                "JARS=source           | JARS=any | FROM any is not pinned",
                "USER 50000            | USER 0:0 | the image runs as 0:0",
                "USER 50000            | RUN more | the image runs as root",
                "COPY --chmod=0755     | COPY     | COPY script script keeps the checkout's modes",
                "COPY --chmod=0644     | ADD      | ADD --from=jars /build/a.jar /opt/ keeps the checkout's modes",
                "--from=jre            | ''       | COPY  /opt/java /opt/java keeps the checkout's modes",
            })
    void should_say_what_is_wrong(String good, String bad, String problem) {
        assertThat(GOOD).contains(good);
        assertThat(DockerfileRules.problems(Dockerfile.parse("Dockerfile", GOOD.replace(good, bad))))
                .singleElement()
                .asString()
                .startsWith("Dockerfile: ")
                .contains(problem);
    }

    @Test
    void should_find_a_build_stage_that_differs() {
        Dockerfile one = Dockerfile.parse("one", GOOD);
        Dockerfile two = Dockerfile.parse("two", GOOD.replace("COPY . .", "COPY . /elsewhere"));
        Dockerfile three = Dockerfile.parse("three", "FROM scratch");
        assertThat(DockerfileRules.differences(List.of(one, one, two, three)))
                .containsExactly(
                        "two: its stage AS source is not that of one: make them the same",
                        "three: has no stage AS source: copy it from another");
    }
}
