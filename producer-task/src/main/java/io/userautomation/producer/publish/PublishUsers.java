package io.userautomation.producer.publish;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.RecordEncoder;
import io.userautomation.kafka.settings.KafkaFailure;
import io.userautomation.kafka.settings.KafkaThreads;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.PublishState;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.model.runs.RunSnapshot;
import io.userautomation.producer.Ticker;
import io.userautomation.producer.api.ApiException;
import io.userautomation.producer.api.PageSequence;
import io.userautomation.producer.api.RetryingUserApi;
import io.userautomation.producer.run.RunLedger;
import io.userautomation.producer.settings.ApiSettings;
import io.userautomation.producer.settings.DeadlineCheck;
import io.userautomation.producer.settings.PublishSettings;
import io.userautomation.producer.settings.RequestSettings;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt to publish an open run's users, with its progress on the runs topic whatever becomes of it. */
public final class PublishUsers {

    private static final Logger LOG = LoggerFactory.getLogger(PublishUsers.class);

    /** What a signal leaves for the last word. */
    private static final Duration LAST_WORD = Duration.ofMillis(1_200);

    private final RunLedger ledger;
    private final RetryingUserApi api;
    private final ApiSettings apiSettings;
    private final PublishSettings settings;
    private final Ticker ticker;
    private final PrintStream progressOut;
    private final boolean terminal;

    /**
     * @param api is closed with the attempt
     * @param progressOut where progress is shown
     * @param terminal whether that is one
     */
    public PublishUsers(
            RunLedger ledger,
            RetryingUserApi api,
            ApiSettings apiSettings,
            PublishSettings settings,
            Ticker ticker,
            PrintStream progressOut,
            boolean terminal) {
        this.ledger = ledger;
        this.api = api;
        this.apiSettings = apiSettings;
        this.settings = settings;
        this.ticker = ticker;
        this.progressOut = progressOut;
        this.terminal = terminal;
    }

    /**
     * Publishes all of the run, from its first page on.
     *
     * @throws io.userautomation.commandline.settings.InvalidSettingsException when it was opened for other users, or
     *     when no try could publish them in time
     * @throws TaskException for every other end but a good one, with what was done by then
     */
    public PublishResult publish(RunId runId, RequestSettings asked) throws InterruptedException {
        RunManifest run = openRun(runId, asked);
        RunRequest request = run.request();
        double rate = rate(request);
        LOG.info(
                "Publishing run_id={} epoch={} seed={} users={} duration_s={} page_size={} rate={}",
                runId,
                run.epoch(),
                run.seed(),
                request.users(),
                request.durationSeconds(),
                request.pageSize(),
                rate);
        RecordEncoder encoder = ledger.cluster().encoder();
        Tally tally = new Tally();
        Supplier<PublishCounts> counts = () -> tally.counts(request.users());
        Heartbeat heartbeat =
                new Heartbeat(run, ledger.writer()::write, Heartbeat.INTERVAL, counts, api::calls, ledger.clock());
        heartbeat.start();
        Progress progress = new Progress(progressOut, terminal, request.users(), counts, ticker);
        progress.start();
        Deadline deadline = new Deadline(settings.deadline());
        Exception failure = attempt(run, encoder, tally, rate);
        deadline.callOff();
        double achieved = progress.usersPerSecond();
        progress.end();
        String state = failure == null ? "completed" : "failed";
        PublishResult result = new PublishResult(
                runId, state, counts.get(), tally.pages(), api.calls().retries(), achieved);
        if (failure != null) {
            lastWord(heartbeat);
            throw failed(failure, deadline.passed(), result);
        }
        heartbeat.end(PublishState.COMPLETED, ledger.cluster().timeout());
        return result;
    }

    /** Null when all went well; everything of it has ended when this returns. */
    private Exception attempt(RunManifest run, RecordEncoder encoder, Tally tally, double rate) {
        RunRequest request = run.request();
        try (UserPublisher publisher = new UserPublisher(
                        new KafkaProducer<>(
                                ledger.cluster().recordProducerProperties(),
                                new ByteArraySerializer(),
                                new ByteArraySerializer()),
                        ledger.cluster().topics(),
                        new RunId(run.runId()),
                        encoder,
                        tally);
                PagePrefetch pages = new PagePrefetch(
                        api, new PageSequence(run.seed(), request), request.pageSize(), rate, ticker)) {
            KafkaThreads.surfaceErrors();
            new Attempt(request, settings.rejectBudget(), pages, publisher, tally, new Pace(rate, ticker), ticker)
                    .run();
            return null;
        } catch (InterruptException e) {
            return KafkaFailure.interruption(e);
        } catch (ApiException | InterruptedException | RuntimeException e) {
            return e;
        }
    }

    private RunManifest openRun(RunId runId, RequestSettings asked) throws InterruptedException {
        RunSnapshot snapshot = ledger.snapshot(runId);
        RunManifest run = snapshot.manifest();
        if (run == null) {
            throw new TaskException(
                    ExitStatus.BAD_SETTINGS, "run %s was never opened: run open-run first".formatted(runId));
        }
        if (snapshot.isClosed()) {
            throw new TaskException(
                    ExitStatus.BAD_SETTINGS,
                    "run %s is closed: open it again with open-run first (in Airflow: clear open_run and all after it)"
                            .formatted(runId));
        }
        RunRequest request = DeadlineCheck.of(settings, apiSettings)
                .require(asked.reopened(runId.value(), run.request(), run.seed(), apiSettings.people()));
        if (request.equals(run.request())) {
            return run;
        }
        RunManifest amended = RunManifest.open(
                        runId, run.epoch(), run.seed(), request, run.openedAt(), run.startOffsets())
                .reaching(run.storesToReach());
        ledger.write(amended);
        return amended;
    }

    private double rate(RunRequest request) {
        double own = apiSettings.publicPace().orElse(Double.POSITIVE_INFINITY);
        if (request.rate() != null && request.rate() > own) {
            LOG.warn(
                    "The rate is above what the API allows, so it will refuse rate={} allowed={}", request.rate(), own);
        }
        return request.rate() == null ? own : request.rate();
    }

    private static void lastWord(Heartbeat heartbeat) {
        try {
            heartbeat.end(PublishState.FAILED, LAST_WORD);
        } catch (KafkaException e) {
            LOG.warn("The attempt's end could not be written reason={}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RuntimeException failed(Exception failure, boolean late, PublishResult soFar) {
        if (late) {
            String sentence = "the deadline of %s s passed with %s users published; run it again to complete the work"
                    .formatted(settings.deadline().toSeconds(), soFar.counts().published());
            return new TaskException(ExitStatus.INTERRUPTED, sentence, failure, soFar.summary());
        }
        if (failure instanceof InterruptedException) {
            return new TaskException(ExitStatus.INTERRUPTED, "interrupted", failure, soFar.summary());
        }
        if (failure instanceof KafkaException kafka) {
            return new TaskException(
                    ExitStatus.FAILED,
                    KafkaFailure.of(ledger.cluster().kafka(), ledger.cluster().timeout(), kafka)
                            .sentence(),
                    failure,
                    soFar.summary());
        }
        if (failure instanceof ApiException refused) {
            return new TaskException(refused.status(), refused.getMessage(), failure, soFar.summary());
        }
        if (failure instanceof TaskException task) {
            return new TaskException(task.status(), task.getMessage(), failure, soFar.summary());
        }
        return failure instanceof RuntimeException unforeseen ? unforeseen : new IllegalStateException(failure);
    }
}
