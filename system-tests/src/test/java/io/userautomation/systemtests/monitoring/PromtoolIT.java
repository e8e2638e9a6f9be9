package io.userautomation.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Prometheus' own tool says of the configuration and the alerts. */
@Tag("slow")
class PromtoolIT {

    @Test
    void should_accept_the_configuration_with_its_rules() {
        // when
        Finished finished = promtool("check", "config", "--lint=all", "--lint-fatal", "prometheus.yml");
        // then
        assertThat(finished.exitStatus()).as(finished.toString()).isZero();
    }

    /** Each alert fires where it has to, and nothing else does. */
    @Test
    void should_find_every_alert_to_fire_and_to_be_silent_where_it_has_to() {
        // given
        List<String> arguments = new ArrayList<>(List.of("test", "rules"));
        AlertRule.yamlFiles(AlertRule.folder().resolve("tests"))
                .map(Path::toString)
                .forEach(arguments::add);
        // when
        Finished finished = promtool(arguments.toArray(String[]::new));
        // then
        assertThat(finished.exitStatus()).as(finished.toString()).isZero();
    }

    private static Finished promtool(String... arguments) {
        return GoPrograms.command("prometheus", "promtool")
                .arguments(arguments)
                .workingFolder(AlertRule.folder())
                .start()
                .await(Duration.ofMinutes(1));
    }
}
