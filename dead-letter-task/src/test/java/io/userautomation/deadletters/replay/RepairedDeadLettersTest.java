package io.userautomation.deadletters.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.deadletters.replay.RepairedDeadLetters.Place;
import io.userautomation.deadletters.replay.RepairedDeadLetters.Repaired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairedDeadLettersTest {

    private static final String USER = "{\"id\":\"7a0eed16-9430-4d68-901f-c0d4c1c3bf00\",\"first_name\":\"Ada\","
            + "\"last_name\":\"Lovelace\",\"gender\":\"female\",\"email\":\"ada@example.com\",\"username\":\"ada\"}";

    @TempDir
    private Path folder;

    @Test
    void should_read_values_by_the_place_of_their_dead_letter() throws IOException {
        // given
        Path file = file("{\"partition\":0,\"offset\":12,\"value\":" + USER + "}\n\n"
                + "{\"reason\":\"as exported\",\"offset\":13,\"partition\":1,\"value\":" + USER + "}\n");

        // when
        Map<Place, Repaired> deadLetters = RepairedDeadLetters.read(file);

        // then
        assertThat(deadLetters).containsOnlyKeys(new Place(0, 12), new Place(1, 13));
        assertThat(deadLetters.get(new Place(1, 13)).line()).isEqualTo(3);
        assertThat(deadLetters.get(new Place(0, 12)).user().firstName()).isEqualTo("Ada");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Lovelace                                          | is not a JSON object
            {"partition":0,"offset":12,"value":USER}}         | is not a JSON object
            []                                                | is not a JSON object
            {"partition":0,"offset":12}                       | value is not an object
            {"partition":0,"offset":12,"value":null}          | value is not an object
            {"partition":0,"offset":12,"value":"Lovelace"}    | value is not an object
            {"partition":-1,"offset":12,"value":USER}         | partition is not a whole number of at least 0
            {"partition":0,"offset":"12","value":USER}        | offset is not a whole number of at least 0
            {"partition":0,"offset":1.5,"value":USER}         | offset is not a whole number of at least 0
            {"partition":0,"offset":12,"val":1,"value":USER}  | has a key other than partition, offset and value
            {"partition":0,"offset":12,"value":{}}            | id is missing
            {"partition":0,"offset":12,"value":{"id":7}}      | id must be a string but is a number
            {"partition":0,"offset":12,"value":{"age":"7"}}   | the value has a key that the record does not know: age
            {"partition":0,"offset":12,"value":{"id":"7","id":"8"}} | has a key twice
            {"partition":0,"offset":12,"offset":13,"value":USER}    | has a key twice
            {"partition":0,"offset":12,"value":USER,"value":USER}   | has a key twice
            """)
    void should_name_the_line_and_its_problem_but_no_content(String line, String problem) throws IOException {
        // given
        Path file = file("\n" + line.replace("USER", USER));

        // then
        assertThatThrownBy(() -> RepairedDeadLetters.read(file))
                .asInstanceOf(InstanceOfAssertFactories.type(TaskException.class))
                .returns(ExitStatus.BAD_SETTINGS, TaskException::status)
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .contains(file.toString(), "line 2: " + problem)
                .doesNotContain("Lovelace");
    }

    @Test
    void should_pass_over_a_byte_order_mark_and_take_a_post_code_that_is_a_number() throws IOException {
        // given
        String value = USER.replace("{", "{\"post_code\":0.50,");
        Path file = file("\uFEFF{\"partition\":0,\"offset\":12,\"value\":" + value + "}\r\n");

        // when
        Map<Place, Repaired> deadLetters = RepairedDeadLetters.read(file);

        // then
        assertThat(deadLetters.get(new Place(0, 12)).user().postCode()).isEqualTo("0.50");
    }

    @Test
    void should_refuse_a_second_value_for_the_same_dead_letter() throws IOException {
        // given
        String line = "{\"partition\":0,\"offset\":12,\"value\":" + USER + "}\n";

        // then
        Path file = file(line + line);
        assertThatThrownBy(() -> RepairedDeadLetters.read(file))
                .hasMessageContaining("line 2: repairs the letter of an earlier line once more");
    }

    @Test
    void should_refuse_a_file_without_lines_or_that_is_no_text() throws IOException {
        // given
        Path empty = file("\n");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xc3, '(', '\n'});

        // then
        assertThatThrownBy(() -> RepairedDeadLetters.read(empty)).hasMessageContaining("it has no line");
        assertThatThrownBy(() -> RepairedDeadLetters.read(binary)).hasMessageContaining("can't be read as UTF-8 text");
    }

    @Test
    void should_name_the_first_problems_and_count_the_rest() throws IOException {
        // given
        Path file = file("x\n".repeat(100));

        // then
        assertThatThrownBy(() -> RepairedDeadLetters.read(file))
                .hasMessageContaining("line 20: is not a JSON object")
                .hasMessageContaining("and 80 more");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("repaired.jsonl"), text);
    }
}
