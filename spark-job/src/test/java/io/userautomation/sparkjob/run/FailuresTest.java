package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.util.stream.Stream;
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

    @Test
    void should_say_what_to_do_when_memory_was_short_in_the_driver_a_task_or_an_executor() {
        Throwable driver = new IllegalStateException("query terminated", new OutOfMemoryError("Java heap space"));
        Throwable task = new IllegalStateException(
                "Job aborted due to stage failure: Task 0 in stage 1.0 failed 1 times,"
                        + " most recent failure: Lost task 0.0 in stage 1.0 (TID 1): java.lang.OutOfMemoryError: Java heap space");
        Throwable executor =
                new IllegalStateException("Job aborted due to stage failure: ExecutorLostFailure (executor 0"
                        + " exited caused by one of the running tasks) Reason: Command exited with code 52");

        assertThat(Stream.of(driver, task, executor, new OutOfMemoryError("GC overhead limit exceeded")))
                .map(Failures::sentence)
                .allMatch(sentence -> sentence.contains("spark.executor.memory")
                        && sentence.contains("spark.driver.memory")
                        && sentence.contains("MAX_POLL_RECORDS (--max-poll-records)"));
    }
}
