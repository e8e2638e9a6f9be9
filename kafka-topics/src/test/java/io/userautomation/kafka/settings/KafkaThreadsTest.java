package io.userautomation.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.KafkaThread;
import org.junit.jupiter.api.Test;

class KafkaThreadsTest {

    @Test
    void should_hand_a_client_s_errors_to_whoever_handles_those_of_all_threads() throws Exception {
        // given
        CountDownLatch end = new CountDownLatch(1);
        Thread client = KafkaThread.daemon("kafka-producer-network-thread", () -> await(end));
        client.start();
        Thread.UncaughtExceptionHandler own = client.getUncaughtExceptionHandler();

        // when
        KafkaThreads.surfaceErrors();

        // then
        assertThat(client.getUncaughtExceptionHandler()).isNotSameAs(own).isSameAs(client.getThreadGroup());
        end.countDown();
        client.join();
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
