package io.userautomation.metricsexporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.junit.jupiter.api.Test;

/** What brokers say, in the units that are served. */
class KafkaBoundsTest {

    @Test
    void should_take_a_retention_without_an_end_as_infinite() {
        assertThat(KafkaBounds.seconds("604800000")).isEqualTo(604_800);
        assertThat(KafkaBounds.seconds("-1")).isInfinite();
    }

    @Test
    void should_say_which_part_of_a_disk_is_free() {
        assertThat(KafkaBounds.usable(folder(200, 50))).isEqualTo(0.25);
    }

    @Test
    void should_not_know_a_disk_that_a_broker_does_not_tell_of() {
        assertThat(KafkaBounds.usable(folder(-1, -1))).isNaN();
        assertThat(KafkaBounds.usable(folder(0, 0))).isNaN();
    }

    private static LogDirDescription folder(long total, long usable) {
        return new LogDirDescription(null, Map.of(), total, usable);
    }
}
