package io.userautomation.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is told of an alert finds what to do; whoever changes one finds its test. */
class AlertRulesTest {

    private static final String RUNBOOK = "docs/operations.md";
    private static final Pattern HEADING = Pattern.compile("^### Alert: (\\w+)$", Pattern.MULTILINE);
    private static final Pattern ROW =
            Pattern.compile("^\\| \\[(\\w+)]\\(operations.md#([\\w-]+)\\) \\| (\\w+) \\|", Pattern.MULTILINE);

    @ParameterizedTest
    @MethodSource("io.userautomation.systemtests.monitoring.AlertRule#all")
    void should_say_what_is_wrong_and_where_to_read_on(AlertRule rule) throws IOException {
        assertThat(rule.severity()).isIn("critical", "warning");
        assertThat(rule.annotations()).containsOnlyKeys("summary", "description", "runbook");
        assertThat(rule.annotations().values()).noneMatch(String::isBlank);
        assertThat(rule.annotations().get("runbook")).isEqualTo(RUNBOOK + "#" + anchor(rule));
        assertThat(headings()).contains(rule.name());
    }

    @Test
    void should_have_a_heading_for_no_alert_that_is_gone() throws IOException {
        assertThat(headings())
                .isEqualTo(AlertRule.all().stream().map(AlertRule::name).collect(Collectors.toSet()));
    }

    @Test
    void should_list_every_alert_with_its_severity() throws IOException {
        // when
        Set<String> listed = ROW.matcher(read("docs/metrics.md"))
                .results()
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                .collect(Collectors.toSet());
        // then
        assertThat(listed)
                .isEqualTo(AlertRule.all().stream()
                        .map(rule -> rule.name() + " " + anchor(rule) + " " + rule.severity())
                        .collect(Collectors.toSet()));
    }

    /** That it fires and is silent where the tests say so is promtool's to find. */
    @ParameterizedTest
    @MethodSource("io.userautomation.systemtests.monitoring.AlertRule#all")
    void should_have_a_test_that_it_fires(AlertRule rule) {
        // when
        Set<String> expected = AlertRule.yamlFiles(AlertRule.folder().resolve("tests"))
                .flatMap(file -> AlertRule.children(AlertRule.yaml(file), "tests"))
                .flatMap(test -> AlertRule.children(test, "promql_expr_test"))
                .flatMap(expectation -> AlertRule.children(expectation, "exp_samples"))
                .map((Map<?, ?> sample) -> sample.get("labels").toString())
                .collect(Collectors.toSet());
        // then
        assertThat(expected).anyMatch(labels -> labels.contains("alertname=\"%s\"".formatted(rule.name())));
    }

    private static String anchor(AlertRule rule) {
        return "alert-" + rule.name().toLowerCase(Locale.ROOT);
    }

    private static Set<String> headings() throws IOException {
        return HEADING.matcher(read(RUNBOOK))
                .results()
                .map(heading -> heading.group(1))
                .collect(Collectors.toSet());
    }

    private static String read(String file) throws IOException {
        Path root = Checkout.find().root();
        return Files.readString(root.resolve(file));
    }
}
