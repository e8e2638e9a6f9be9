package io.userautomation.systemtests.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.systemtests.supply.DeniedVersions.Allowed;
import io.userautomation.systemtests.supply.DeniedVersions.Component;
import io.userautomation.systemtests.supply.DeniedVersions.Denied;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeniedVersionsTest {

    private static final Denied OLD_NETTY = new Denied("io.netty:*", "4.0", "4.1.137", List.of("CVE-1"));

    @ParameterizedTest
    @CsvSource({
        "4.1.136.Final, true",
        "4.1.96.Final, true",
        "4.1.137.Final, false",
        "4.2.1.Final, false",
        "3.9.0, false"
    })
    void should_deny_versions_from_the_first_vulnerable_one_to_the_first_fixed_one(String version, boolean denied) {
        // given
        DeniedVersions list = new DeniedVersions(List.of(OLD_NETTY), List.of());

        // when
        List<String> problems = list.problemsOf(Set.of(new Component("io.netty:netty-codec", version)));

        // then
        assertThat(problems)
                .isEqualTo(
                        denied
                                ? List.of(
                                        "io.netty:netty-codec:" + version + " has [CVE-1]: raise it to 4.1.137 or more")
                                : List.of());
    }

    @Test
    void should_let_an_exception_pass_for_its_very_version_only() {
        // given
        Allowed exception = new Allowed("io.netty:netty-codec", "4.1.96.Final", "because");
        DeniedVersions list = new DeniedVersions(List.of(OLD_NETTY), List.of(exception));

        // when, then
        assertThat(list.problemsOf(Set.of(new Component("io.netty:netty-codec", "4.1.96.Final"))))
                .isEmpty();
        assertThat(list.problemsOf(Set.of(new Component("io.netty:netty-codec", "4.1.97.Final"))))
                .containsExactly(
                        "io.netty:netty-codec:4.1.97.Final has [CVE-1]: raise it to 4.1.137 or more",
                        "the exception for io.netty:netty-codec:4.1.96.Final is no longer needed: remove it");
    }

    @Test
    void should_deny_every_version_where_none_is_fixed() {
        // given
        Denied ended = new Denied("log4j:log4j", null, null, List.of("CVE-2"));
        DeniedVersions list = new DeniedVersions(List.of(ended), List.of());

        // when
        List<String> problems = list.problemsOf(Set.of(new Component("log4j:log4j", "1.2.17")));

        // then
        assertThat(problems).containsExactly("log4j:log4j:1.2.17 has [CVE-2]: replace it or leave it out");
    }

    @Test
    void should_find_the_denied_versions_in_a_bill_of_materials() throws Exception {
        // given
        Path bill = Path.of(DeniedVersionsTest.class
                .getResource("bill-with-vulnerabilities.json")
                .toURI());
        DeniedVersions list = new DeniedVersions(DeniedVersions.listed().denied(), List.of());

        // when
        List<String> problems = list.problemsOf(BillsOfMaterials.componentsIn(bill));

        // then
        assertThat(problems)
                .satisfiesExactly(
                        problem -> assertThat(problem)
                                .startsWith("io.netty:netty-codec-http:4.1.96.Final has [CVE-")
                                .contains("raise it to"),
                        problem -> assertThat(problem)
                                .isEqualTo("log4j:log4j:1.2.17 has [CVE-2022-23305]: replace it or leave it out"));
    }
}
