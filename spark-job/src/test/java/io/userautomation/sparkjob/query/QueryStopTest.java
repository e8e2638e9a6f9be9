package io.userautomation.sparkjob.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stopping a query of Spark's whose thread loses an interruption. */
class QueryStopTest {

    private static final CountDownLatch INSIDE = new CountDownLatch(1);
    private static final AtomicInteger INTERRUPTIONS = new AtomicInteger();

    @Test
    @Timeout(60)
    void should_stop_a_query_that_has_swallowed_its_interruption(@TempDir Path checkpoint) throws Exception {
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.streaming.stopTimeout", "500ms")
                .getOrCreate()) {
            StreamingQuery query = spark.readStream()
                    .format("rate-micro-batch")
                    .option("rowsPerBatch", 1)
                    .load()
                    .writeStream()
                    .option("checkpointLocation", checkpoint.toString())
                    .foreachBatch((VoidFunction2<Dataset<Row>, Long>) QueryStopTest::waitForTheSecondInterruption)
                    .start();
            assertThat(INSIDE.await(30, TimeUnit.SECONDS)).isTrue();

            PipelineQuery.stop(query);

            assertThat(query.isActive()).isFalse();
            assertThat(INTERRUPTIONS).hasValue(2);
        }
    }

    private static void waitForTheSecondInterruption(Dataset<Row> batch, long batchId) throws InterruptedException {
        INSIDE.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException swallowed) {
            INTERRUPTIONS.incrementAndGet();
        }
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            INTERRUPTIONS.incrementAndGet();
            throw e;
        }
    }
}
