package io.userautomation.localstack.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.model.runs.RunId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How flags become the parameters of the DAG. */
class RunConfTest {

    private final Map<String, String> flags = new HashMap<>();

    @Test
    void should_leave_everything_to_the_dag_that_no_flag_says() {
        assertThat(conf().json()).hasToString("{}");
    }

    @Test
    void should_give_the_parameters_the_types_of_the_dags_form() {
        flags.put("--users", "7");
        flags.put("--duration", "5m");
        flags.put("--rate", "2.5");
        flags.put("--nat", "us,fr");
        flags.put("--seed", "word");
        assertThat(conf().json())
                .hasToString("{\"users\":7,\"duration\":300,\"rate\":2.5,\"nationalities\":[\"US\",\"FR\"],"
                        + "\"seed\":\"word\"}");
    }

    @Test
    void should_let_time_alone_bound_a_run_of_a_duration() {
        flags.put("--duration", "60s");
        assertThat(conf().json()).hasToString("{\"duration\":60,\"users\":null}");
    }

    @Test
    void should_take_a_run_that_has_what_the_flags_say_and_more() {
        flags.put("--users", "3000");
        flags.put("--nat", "us");
        JsonObject there = json("{\"users\":3000.0,\"nationalities\":[\"US\"],\"seed\":\"other\"}");
        assertThatCode(() -> conf().requireSameAs(there)).doesNotThrowAnyException();
    }

    @Test
    void should_say_of_every_flag_that_it_differs_from_the_run_that_is_there() {
        flags.put("--users", "10");
        flags.put("--rate", "5");
        flags.put("--seed", "word");
        JsonObject there = json("{\"users\":3000,\"rate\":null,\"seed\":\"word\"}");
        assertThatThrownBy(() -> conf().requireSameAs(there))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("2 settings can't be used:")
                .hasMessageContaining("--users is '10': must be left out, since there is a run of this id already, with"
                        + " 3000: it runs again with what it had")
                .hasMessageContaining(
                        "--rate is '5.0': must be left out, since there is a run of this id already, with" + " none");
    }

    private RunConf conf() {
        RunOptions options = RunOptions.of(new SettingsReader(flags), new RunId("r"));
        return new RunConf(options, options.users());
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
