package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void should_find_our_sentence_among_sparks() {
        Exception failure = new IllegalStateException(
                "Job aborted due to stage failure",
                new TaskException(
                        ExitStatus.FAILED, "PostgreSQL at h:5432 refuses the password", new Exception("28P01")));

        assertThat(Failures.sentence(failure)).isEqualTo("PostgreSQL at h:5432 refuses the password");
    }

    @Test
    void should_show_the_first_line_of_the_innermost_cause_else() {
        Exception failure =
                new IllegalStateException("outer", new IllegalArgumentException("partition 3 is gone\n at somewhere"));

        assertThat(Failures.sentence(failure)).isEqualTo("IllegalArgumentException: partition 3 is gone");
    }
}
