package io.userautomation.producer.publish;

import io.userautomation.commandline.JvmErrors;
import io.userautomation.model.runs.ApiCalls;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.PublishProgress;
import io.userautomation.model.runs.PublishState;
import io.userautomation.model.runs.RunManifest;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an attempt's progress to the runs topic: at once, every few seconds and at its end. Readers take an open run
 * without it for abandoned.
 */
final class Heartbeat implements AutoCloseable {

    /** Half of what the contract allows. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final RunManifest run;
    private final Writer writer;
    private final Duration interval;
    private final Supplier<PublishCounts> counts;
    private final Supplier<ApiCalls> calls;
    private final Clock clock;
    private final String attempt = UUID.randomUUID().toString();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread daemon = new Thread(task, "heartbeat");
        daemon.setDaemon(true);
        return daemon;
    });

    /** Known to the thread alone: a beat that fell due during the last write would take that back. */
    private boolean ended;

    /** Where progress goes to. */
    @FunctionalInterface
    interface Writer {
        /** Returns when it is acknowledged. */
        void write(PublishProgress progress) throws InterruptedException;
    }

    Heartbeat(
            RunManifest run,
            Writer writer,
            Duration interval,
            Supplier<PublishCounts> counts,
            Supplier<ApiCalls> calls,
            Clock clock) {
        this.run = run;
        this.writer = writer;
        this.interval = interval;
        this.counts = counts;
        this.calls = calls;
        this.clock = clock;
    }

    /** Writes the first, waiting for its acknowledgement, and goes on writing. */
    @SuppressWarnings("FutureReturnValueIgnored") // a beat tells of its own failure
    void start() throws InterruptedException {
        write(PublishState.RUNNING);
        thread.scheduleWithFixedDelay(this::beat, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Writes the last one.
     *
     * @throws KafkaException when the brokers don't acknowledge it, or not within {@code patience}
     */
    void end(PublishState state, Duration patience) throws InterruptedException {
        Future<?> last = thread.submit(() -> {
            ended = true;
            write(state);
            return null;
        });
        try {
            last.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("the attempt's end was not acknowledged in time", e);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void beat() {
        if (ended) {
            return;
        }
        try {
            write(PublishState.RUNNING);
        } catch (KafkaException e) {
            LOG.warn("Progress could not be written run_id={} reason={}", run.runId(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Error e) {
            JvmErrors.surface(e);
            throw e;
        }
    }

    private void write(PublishState state) throws InterruptedException {
        writer.write(new PublishProgress(
                run.runId(), run.epoch(), attempt, state, counts.get(), clock.instant(), calls.get()));
    }
}
