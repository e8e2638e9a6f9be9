package io.userautomation.stores.cassandra.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private final InFlight inFlight = new InFlight();

    @Test
    void should_come_down_to_one_request_within_a_few_time_outs() throws Exception {
        assertThat(inFlight.shrink()).isTrue();
        assertThat(inFlight.shrink()).isTrue();
        assertThat(inFlight.shrink()).isFalse();

        inFlight.acquire();
        assertThat(second()).isNotCompleted();
    }

    @Test
    void should_take_one_more_with_each_quick_answer() throws Exception {
        comeDownToOne();
        inFlight.acquire();
        CompletableFuture<Void> second = second();

        inFlight.acknowledged(Duration.ofMillis(10));

        second.get(10, TimeUnit.SECONDS);
        second().get(10, TimeUnit.SECONDS);
    }

    @Test
    void should_take_no_more_after_a_slow_answer_or_a_failure() throws Exception {
        comeDownToOne();
        inFlight.acquire();
        inFlight.acknowledged(Duration.ofMillis(1_500));
        inFlight.acquire();
        inFlight.release();

        inFlight.acquire();

        assertThat(second()).isNotCompleted();
    }

    private void comeDownToOne() {
        while (inFlight.shrink()) {
            // Until it is the fewest.
        }
    }

    private CompletableFuture<Void> second() {
        return CompletableFuture.runAsync(() -> {
            try {
                inFlight.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
