package io.userautomation.localstack.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.localstack.PortName;
import io.userautomation.model.runs.RunId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {

    private static final RunId OWN = new RunId("local__1");

    private final Map<String, String> flags = new HashMap<>();

    @Test
    void should_ask_for_10000_made_up_users_by_default() {
        RunOptions options = RunOptions.of(new SettingsReader(flags), OWN);
        assertThat(options)
                .isEqualTo(new RunOptions(
                        OWN,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        new UserSource.MadeUp(),
                        List.of("cassandra", "postgres"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        true,
                        true,
                        false,
                        false));
        assertThat(options.usersAskedFor()).contains(10_000L);
    }

    @Test
    void should_be_brief_for_few_users_that_nobody_stays_for() {
        assertThat(isBrief()).isTrue();
        flags.put("--users", "10000");
        assertThat(isBrief()).isTrue();
        flags.put("--stay", "true");
        assertThat(isBrief()).isFalse();
    }

    @Test
    void should_not_be_brief_for_more_users_or_where_time_alone_bounds_it() {
        flags.put("--users", "10001");
        assertThat(isBrief()).isFalse();
        flags.remove("--users");
        flags.put("--duration", "5m");
        assertThat(isBrief()).isFalse();
    }

    private boolean isBrief() {
        return RunOptions.of(new SettingsReader(flags), OWN).isBrief();
    }

    @Test
    void should_take_every_flag(@TempDir Path recorded) {
        flags.put("--users", "7");
        flags.put("--duration", "5m");
        flags.put("--rate", "2.5");
        flags.put("--nat", "us, fr");
        flags.put("--seed", "pipeline");
        flags.put("--run-id", "manual__2026-11-21T00:00:00+00:00");
        flags.put("--recorded", recorded.toString());
        flags.put("--stores", "mysql, cassandra");
        flags.put("--record-format", "json-schema");
        flags.put("--report", recorded.resolve("run.html").toString());
        flags.put("--stay", "true");
        flags.put("--data", recorded.resolve("data").toString());
        flags.put("--ports", "free");
        flags.put("--port", "18080");
        flags.put("--no-airflow", "true");
        flags.put("--no-stream", "true");
        flags.put("--metrics", "true");
        assertThat(RunOptions.of(new SettingsReader(flags), OWN))
                .isEqualTo(new RunOptions(
                        new RunId("manual__2026-11-21T00:00:00+00:00"),
                        Optional.of(7L),
                        Optional.of(Duration.ofMinutes(5)),
                        Optional.of(2.5),
                        List.of("US", "FR"),
                        Optional.of("pipeline"),
                        new UserSource.Recorded(recorded),
                        List.of("mysql", "cassandra"),
                        Optional.of("json-schema"),
                        Optional.of(recorded.resolve("run.html")),
                        Optional.of(recorded.resolve("data")),
                        true,
                        Optional.of(18_080),
                        false,
                        false,
                        true,
                        true));
    }

    @Test
    void should_put_airflow_where_the_flag_says_and_elsewhere_the_others() {
        flags.put("--port", "18080");
        assertThat(RunOptions.of(new SettingsReader(flags), OWN).ports().of(PortName.AIRFLOW))
                .isEqualTo(18_080);
        assertThat(RunOptions.of(new SettingsReader(flags), OWN).ports().of(PortName.KAFKA))
                .isEqualTo(9_092);
        flags.put("--ports", "free");
        assertThat(RunOptions.of(new SettingsReader(flags), OWN).ports().of(PortName.AIRFLOW))
                .isEqualTo(18_080);
        assertThat(RunOptions.of(new SettingsReader(flags), OWN).ports().of(PortName.KAFKA))
                .isNotEqualTo(9_092);
    }

    @Test
    void should_ask_for_no_number_of_users_where_the_time_is_said() {
        flags.put("--duration", "60s");
        assertThat(RunOptions.of(new SettingsReader(flags), OWN).usersAskedFor())
                .isEmpty();
    }

    @Test
    void should_ask_the_public_api_by_a_pinned_version() {
        flags.put("--live", "true");
        assertThat(RunOptions.of(new SettingsReader(flags), OWN).source())
                .isEqualTo(new UserSource.Elsewhere(URI.create("https://randomuser.me/api/1.4/")));
    }

    @ParameterizedTest
    @CsvSource({
        "--duration, soon",
        "--live, given",
        "--stay, yes",
        "--no-airflow, 1",
        "--stores, oracle",
        "--stores, 'mysql,mysql'",
        "--stores, 'mysql,'",
        "--record-format, xml"
    })
    void should_refuse_what_is_no_duration_no_store_and_neither_true_nor_false(String flag, String value) {
        flags.put(flag, value);
        assertThatThrownBy(() -> RunOptions.of(new SettingsReader(flags), OWN))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("1 setting can't be used:")
                .hasMessageContaining("%s is '%s': must be ", flag, value);
    }

    @Test
    void should_report_everything_that_is_wrong_at_once() {
        flags.put("--users", "0");
        flags.put("--duration", "1500ms");
        flags.put("--rate", "NaN");
        flags.put("--nat", "us,xx");
        flags.put("--seed", "abc1");
        flags.put("--run-id", "a/b");
        flags.put("--api-url", "ftp://localhost/");
        flags.put("--recorded", "/no/such/folder");
        flags.put("--report", "/");
        flags.put("--ports", "any");
        flags.put("--port", "65536");
        assertThatThrownBy(() -> RunOptions.of(new SettingsReader(flags), OWN))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("12 settings can't be used:")
                .hasMessageContaining("--users is '0': must be a whole number from 1 to 1000000000")
                .hasMessageContaining("--duration is '1500ms': must be whole seconds from 1s to 168h")
                .hasMessageContaining("--rate is 'NaN': must be a number from 0.1 to 1000000, or 0 for no limit")
                .hasMessageContaining("--nat is 'us,xx': must be of AU, BR")
                .hasMessageContaining("--seed is 'abc1': must be 1 to 64 letters, but not 18")
                .hasMessageContaining("--run-id is 'a/b': must be 1 to 250 letters, digits or _.~:+-")
                .hasMessageContaining("--api-url is 'ftp://localhost/': must be an http(s) URL")
                .hasMessageContaining("--recorded is '/no/such/folder': must be a folder that is there")
                .hasMessageContaining("the users' source is '--api-url, --recorded': must be one of")
                .hasMessageContaining("--report is '/': must be a file in a folder that is there")
                .hasMessageContaining("--ports is 'any': must be standard or free")
                .hasMessageContaining("--port is '65536': must be a number from 1 to 65535");
    }
}
