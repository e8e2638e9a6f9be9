package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.sparkjob.checkpoint.CheckpointFs;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FileContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class JobSessionTest {

    @Test
    void should_give_streams_checkpoints_that_start_no_processes() throws IOException {
        try (SparkSession spark = local(JobSession.builder())) {
            FileContext files = FileContext.getFileContext(
                    URI.create("file:///"), spark.sessionState().newHadoopConf());

            assertThat(files.getDefaultFileSystem()).isInstanceOf(CheckpointFs.class);
        }
    }

    @Test
    void should_give_the_executors_of_a_brief_run_the_first_compiler_alone() {
        try (SparkSession spark = local(JobSession.briefBuilder())) {
            assertThat(spark.conf().get("spark.executor.defaultJavaOptions")).endsWith(" -XX:TieredStopAtLevel=1");
        }
    }

    @Test
    void should_bound_what_the_ui_remembers_of_a_stream() {
        try (SparkSession spark = local(JobSession.builder())) {
            assertThat(spark.sparkContext().conf().get("spark.ui.retainedJobs")).isEqualTo("100");
            assertThat(spark.sparkContext().conf().get("spark.sql.ui.retainedExecutions"))
                    .isEqualTo("100");
        }
    }

    @Test
    void should_leave_the_executors_of_a_stream_both_compilers() {
        try (SparkSession spark = local(JobSession.builder())) {
            assertThat(spark.conf().get("spark.executor.defaultJavaOptions")).doesNotContain("TieredStopAtLevel");
        }
    }

    @Test
    void should_let_executors_write_digits_and_times_as_every_machine_reads_them() {
        try (SparkSession spark = local(JobSession.builder())) {
            assertThat(spark.conf().get("spark.executor.defaultJavaOptions"))
                    .contains("-Duser.language=en", "-Duser.timezone=UTC");
            assertThat(spark.conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
        }
    }

    @Test
    void should_not_end_the_driver_when_the_heap_of_a_task_in_it_is_full() {
        System.setProperty("spark.master", "local[1]"); // as spark-submit does
        try (SparkSession spark = local(JobSession.builder())) {
            assertThat(spark.conf().get("spark.executor.killOnFatalError.depth"))
                    .isEqualTo("0");
        } finally {
            System.clearProperty("spark.master");
        }
    }

    @Test
    void should_leave_it_to_executors_of_their_own_to_end_when_their_heap_is_full() {
        try (SparkSession spark = local(JobSession.builder())) {
            assertThat(spark.conf().contains("spark.executor.killOnFatalError.depth"))
                    .isFalse();
        }
    }

    private static SparkSession local(SparkSession.Builder builder) {
        return builder.master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }
}
