package io.userautomation.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.TaskProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

    @Test
    void should_leave_a_plain_word_as_it_is() {
        assertThat(ShellWord.of("http://127.0.0.1:8081/apis/ccompat/v7"))
                .isEqualTo("http://127.0.0.1:8081/apis/ccompat/v7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/home/o'brien/data", "a b", "$HOME", "`id`", "\"x\"", "a;b", "*", "~", "a\\b", "!x", "", "'"})
    void should_be_the_same_word_to_a_shell(String word) {
        // when
        String read = TaskProcess.command("sh", "-c", "printf %s " + ShellWord.of(word))
                .start()
                .await(Duration.ofSeconds(20))
                .stdout()
                .stream()
                .findFirst()
                .orElse("");
        // then
        assertThat(read).isEqualTo(word);
    }
}
