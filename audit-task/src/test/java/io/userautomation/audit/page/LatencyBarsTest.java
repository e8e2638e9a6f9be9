package io.userautomation.audit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.userautomation.model.runs.StoreReport;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyBarsTest {

    @Test
    void should_give_each_store_its_share_in_bars_of_one_width() {
        // given
        StoreReport quick = report("cassandra", 10, 20, 30, 990);
        StoreReport slow = report("postgres", 500, 1_500);

        // when
        LatencyBars bars = LatencyBars.of(List.of(quick, slow));

        // then
        assertThat(bars.stepSeconds()).isEqualTo(0.05);
        assertThat(bars.percent()).containsOnlyKeys("cassandra", "postgres");
        assertThat(bars.percent().get("cassandra").get(0)).isCloseTo(75, within(0.1));
        assertThat(bars.percent().get("postgres").get(10)).isCloseTo(50, within(0.1));
        assertThat(bars.percent().get("postgres")).hasSize(31);
        assertThat(bars.percent().get("cassandra")).hasSize(31);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 39, 40, 41, 999, 86_400_000, 86_400_000_000L, Long.MAX_VALUE / 2})
    void should_have_few_bars_that_hold_every_row_however_long_it_took(long millis) {
        // when
        LatencyBars bars = LatencyBars.of(List.of(report("postgres", 0, millis)));

        // then
        List<Double> percent = bars.percent().get("postgres");
        assertThat(percent).hasSizeLessThanOrEqualTo(LatencyBars.MAX_BARS);
        assertThat(percent.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(100, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no base64!", "AAAA"})
    void should_leave_out_a_report_that_holds_no_latencies(String histogram) {
        StoreReport report = new StoreReport("run-1", "postgres", 1, 0, 1, 1, 1, histogram);

        assertThat(LatencyBars.of(List.of(report)).percent()).isEmpty();
    }

    private static StoreReport report(String store, long... millis) {
        Histogram histogram = new Histogram(3);
        Arrays.stream(millis).forEach(histogram::recordValue);
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        byte[] encoded = Arrays.copyOf(buffer.array(), histogram.encodeIntoCompressedByteBuffer(buffer));
        return new StoreReport(
                "run-1", store, millis.length, 0, 1, 1, 1, Base64.getEncoder().encodeToString(encoded));
    }
}
