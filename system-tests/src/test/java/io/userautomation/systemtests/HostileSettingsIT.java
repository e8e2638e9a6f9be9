package io.userautomation.systemtests;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskCommand;
import io.userautomation.localstack.TaskProcess;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each jar refuses a name that holds more than a name before it asks any server: there is none here. */
class HostileSettingsIT {

    private static final String HOSTILE = "x; DROP TABLE users";

    @ParameterizedTest
    @CsvSource({
        "schema-init,   POSTGRES_TABLE CASSANDRA_KEYSPACE, ",
        "producer-task, USERS_TOPIC,                       open-run",
        "producer-task, DEAD_LETTER_TOPIC,                 replay-dead-letters",
        "audit-task,    DEAD_LETTER_TOPIC,                 --dead-letters",
        "dead-letter-task, DEAD_LETTER_TOPIC,              list",
        "metrics-exporter, USERS_TOPIC STORES, ",
        "audit-task,    CASSANDRA_TABLE POSTGRES_TABLE,    --latest",
    })
    void should_end_with_status_2_naming_each_variable(String module, String variables, String argument) {
        // given
        TaskCommand jar = TaskProcess.jar(Checkout.jar(module));
        // when
        Finished finished = (argument == null ? jar : jar.arguments(argument))
                .environment(hostile(variables))
                .start()
                .await(PATIENCE);
        // then
        assertRefused(finished, variables);
    }

    @Test
    void should_end_the_driver_with_status_2_naming_each_variable() {
        // given
        String variables = "CASSANDRA_KEYSPACE CASSANDRA_TABLE POSTGRES_TABLE USERS_TOPIC";
        // when
        Finished finished = TaskProcess.command(
                        Checkout.sparkHome().resolve("bin/spark-submit").toString())
                .environment("JAVA_HOME", System.getProperty("java.home"))
                .environment(hostile(variables))
                .arguments(
                        "--master",
                        "spark://127.0.0.1:1",
                        Checkout.jar("spark-job").toString())
                .start()
                .await(PATIENCE);
        // then
        assertRefused(finished, variables);
    }

    /** All of them at once, which saves a start for each. */
    private static Map<String, String> hostile(String variables) {
        return Stream.of(variables.split(" ", -1)).collect(Collectors.toMap(variable -> variable, variable -> HOSTILE));
    }

    private static void assertRefused(Finished finished, String variables) {
        assertThat(finished.exitStatus()).as(finished.toString()).isEqualTo(2);
        for (String variable : variables.split(" ", -1)) {
            assertThat(finished.stderr()).contains("%s is '%s': must be ".formatted(variable, HOSTILE));
        }
        assertThat(finished.lastStdoutLineAsJson().get("status").getAsString()).isEqualTo("bad_settings");
    }
}
