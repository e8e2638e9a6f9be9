package io.userautomation.sparkjob.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches as Spark tells of them. */
class BatchListenerTest {

    @Test
    void should_hear_of_each_batch_how_many_records_it_read_and_how_long_it_took(@TempDir Path checkpoint)
            throws Exception {
        // given
        Meters meters = new Meters(List.of("postgres"), List.of());
        try (SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate()) {
            spark.streams().addListener(new BatchListener(meters));
            // when
            StreamingQuery query = spark.readStream()
                    .format("rate-micro-batch")
                    .option("rowsPerBatch", 7)
                    .load()
                    .writeStream()
                    .queryName("postgres")
                    .option("checkpointLocation", checkpoint.toString())
                    .trigger(Trigger.ProcessingTime(1))
                    .foreachBatch((VoidFunction2<Dataset<Row>, Long>)
                            (batch, id) -> batch.javaRDD().coalesce(1).count())
                    .start();
            try {
                // then
                await().untilAsserted(() ->
                        assertThat(point(meters, "batch_records").getCount()).isGreaterThanOrEqualTo(2));
            } finally {
                query.stop();
            }
        }
        HistogramDataPointSnapshot records = point(meters, "batch_records");
        assertThat(records.getSum()).isEqualTo(7.0 * records.getCount());
        HistogramDataPointSnapshot duration = point(meters, "batch_duration_seconds");
        assertThat(duration.getCount()).isEqualTo(records.getCount());
        assertThat(duration.getSum()).isBetween(0.001, 60.0);
    }

    private static HistogramDataPointSnapshot point(Meters meters, String name) {
        HistogramSnapshot snapshot = (HistogramSnapshot) meters.registry()
                .scrape(each -> each.equals("user_automation_stream_" + name))
                .get(0);
        return snapshot.getDataPoints().get(0);
    }
}
