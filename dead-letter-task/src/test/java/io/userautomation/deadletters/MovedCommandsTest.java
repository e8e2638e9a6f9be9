package io.userautomation.deadletters;

import static io.userautomation.deadletters.DeadLetterCommand.assertEnded;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.MovedCommand;
import io.userautomation.localstack.Finished;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The old names of the commands, without a server. */
class MovedCommandsTest {

    private final String absent = "127.0.0.1:" + DeadLetterCommand.freePort();
    private final DeadLetterCommand commands = new DeadLetterCommand(Map.of("KAFKA_BOOTSTRAP_SERVERS", absent));

    @ParameterizedTest
    @CsvSource({
        "audit-task,    --dead-letters,         , true",
        "audit-task,    --export=letters.jsonl, , true",
        "audit-task,    --run-id=run-1,         true, true",
        "audit-task,    --run-id=run-1,         True, true",
        "audit-task,    --run-id=run-1,         False, false",
        "audit-task,    --run-id=run-1,         , false",
        "audit-task,    --latest,               false, false",
        "producer-task, --dead-letters,         true, false",
        "producer-task, replay-dead-letters,    , true",
        "producer-task, publish,                , false",
        "audit-task,    replay-dead-letters,    , false",
    })
    void should_be_found_where_they_are_meant(String jar, String argument, String variable, boolean meant) {
        // given
        Map<String, String> environment = variable == null ? Map.of() : Map.of("AUDIT_DEAD_LETTERS", variable);

        // when
        boolean found = ServiceLoader.load(MovedCommand.class).stream()
                .anyMatch(command -> command.get().isMeant(jar, environment, argument));

        // then
        assertThat(found).isEqualTo(meant);
    }

    @Test
    void should_end_as_before_under_their_old_names() {
        // when
        Finished list = commands.movedFrom("audit-task", "--dead-letters", "--server-wait", "1s");
        Finished replay = commands.movedFrom("producer-task", "replay-dead-letters", "--kafka-timeout", "1s");

        // then
        assertEnded(1, list, "Kafka at " + absent + " did not answer within 1 s");
        assertThat(list.lastStdoutLineAsJson().get("task").getAsString()).isEqualTo("audit-task");
        assertEnded(1, replay, "Kafka at " + absent + " did not answer within 1 s");
        assertThat(replay.lastStdoutLineAsJson().get("task").getAsString()).isEqualTo("replay-dead-letters");
    }

    @Test
    void should_say_in_one_line_what_they_are_called_by_now() {
        assertThat(new FromAuditTask().notice())
                .startsWith("audit-task: --dead-letters is dead-letter-task list by now")
                .doesNotContain("\n");
        assertThat(new FromProducerTask().notice())
                .startsWith("producer-task: replay-dead-letters is dead-letter-task replay by now")
                .doesNotContain("\n");
    }

    @Test
    void should_take_their_old_variables() {
        // given
        DeadLetterCommand old = commands.with("AUDIT_DEAD_LETTERS", "true")
                .with("AUDIT_EXPORT", "/no/folder/letters.jsonl")
                .with("AUDIT_SERVER_WAIT", "2h")
                .with("PRODUCER_KAFKA_TIMEOUT", "3h");

        // when
        Finished list = old.movedFrom("audit-task");
        Finished replay = old.movedFrom("producer-task", "replay-dead-letters");

        // then
        assertEnded(
                2, list, "DEAD_LETTER_FILE (--file) is '/no/folder/letters.jsonl': must be a file that is not there");
        assertEnded(2, list, "DEAD_LETTER_KAFKA_TIMEOUT (--kafka-timeout) is 'PT2H': must be from 1s to 1h");
        assertEnded(2, replay, "DEAD_LETTER_KAFKA_TIMEOUT (--kafka-timeout) is 'PT3H': must be from 1s to 1h");
    }

    @ParameterizedTest
    @CsvSource({"--latest", "--wait=2m", "--budget=1"})
    void should_refuse_flags_that_do_not_go_with_a_list(String flag) {
        // when
        Finished refused = commands.movedFrom("audit-task", "--dead-letters", flag);

        // then
        assertEnded(2, refused, "--dead-letters goes with --run-id, --export and --server-wait only");
    }

    @Test
    void should_refuse_an_export_without_a_list() {
        // when
        Finished alone = commands.movedFrom("audit-task", "--export", "x");

        // then
        assertEnded(2, alone, "--export goes with --dead-letters only");
    }
}
