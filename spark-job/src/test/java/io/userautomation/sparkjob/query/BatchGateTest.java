package io.userautomation.sparkjob.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class BatchGateTest {

    private final BatchGate gate = new BatchGate();

    @Test
    void should_close_only_behind_the_batch_inside() throws Exception {
        gate.enter();
        FutureTask<Long> closing = waiting(gate::close);
        assertThat(closing.isDone()).isFalse();

        gate.done(41);
        gate.leave();

        assertThat(closing.get()).isEqualTo(41);
    }

    @Test
    void should_hold_the_next_batch_until_it_is_opened_again() throws Exception {
        gate.close();
        FutureTask<String> batch = waiting(() -> {
            gate.enter();
            return "inside";
        });
        assertThat(batch.isDone()).isFalse();

        gate.open();

        assertThat(batch.get()).isEqualTo("inside");
    }

    @Test
    void should_know_of_no_batch_before_one_has_ended_well() throws Exception {
        gate.enter();
        gate.leave();

        assertThat(gate.close()).isEqualTo(-1);
    }

    /** The task on a thread of its own, by now waiting at the gate. */
    private static <T> FutureTask<T> waiting(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(future);
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return future;
    }
}
