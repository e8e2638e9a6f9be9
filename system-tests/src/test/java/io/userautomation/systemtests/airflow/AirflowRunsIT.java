package io.userautomation.systemtests.airflow;

import static io.userautomation.systemtests.airflow.RunChecks.RUN;
import static io.userautomation.systemtests.airflow.RunChecks.assertProven;
import static io.userautomation.systemtests.airflow.RunChecks.ended;
import static io.userautomation.systemtests.airflow.RunChecks.states;
import static io.userautomation.systemtests.airflow.RunChecks.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.userautomation.localstack.airflow.AirflowException;
import io.userautomation.localstack.airflow.AirflowRun;
import io.userautomation.localstack.airflow.DagRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs of the DAG as people start them: by hand, side by side, for days gone by, and with what they may type. */
@Tag("slow")
class AirflowRunsIT {

    private static final Set<String> TASKS =
            Set.of("init_schema", "open_run", "publish_users", "store_users", "close_run", "audit_run");

    private static AirflowOnStack airflow;

    @BeforeAll
    static void start() {
        airflow = AirflowOnStack.shared();
    }

    @Test
    void should_end_green_with_every_summary_as_xcom_and_start_no_run_by_itself() {
        // when
        AirflowRun run = airflow.trigger("three-thousand", "{\"users\": 3000, \"nationalities\": [\"FR\", \"NO\"]}");
        // then
        assertProven(run, 3_000);
        for (String task : TASKS) {
            JsonObject summary = summary(run, task);
            assertThat(summary.get("status").getAsString()).as(task).isEqualTo("done");
            assertThat(summary.get("seconds").getAsDouble()).as(task).isPositive();
        }
        assertThat(summary(run, "publish_users").get("published").getAsLong()).isEqualTo(3_000);
        assertThat(summary(run, "store_users").getAsJsonObject("postgres").has("stored"))
                .isTrue();
        assertThat(eventOf("three-thousand"))
                .startsWith("3,000 users published, 3,000 in Cassandra, 3,000 in PostgreSQL, 0 dead-lettered");
        assertThat(airflow.dag().runs()).extracting(DagRun::type).doesNotContain("scheduled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"users\": 0}                 | Invalid input for param users: 0 is less than the minimum of 1",
                "{\"users\": \"many\"}          | Invalid input for param users: 'many' is not of type",
                "{\"duration\": 99999}          | Invalid input for param duration: 99999 is greater than the maximum",
                "{\"rate\": -1}                 | Invalid input for param rate: -1 is less than the minimum of 0.1",
                "{\"nationalities\": [\"XX\"]}  | Invalid input for param nationalities: 'XX' is not one of ['AU',",
            })
    void should_refuse_a_bad_parameter_with_a_sentence(String conf, String sentence) {
        assertThatExceptionOfType(AirflowException.class)
                .isThrownBy(() -> airflow.trigger("refused", conf))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(400);
                    assertThat(refused.detail()).startsWith(sentence);
                });
        assertThat(airflow.dag().runs()).extracting(DagRun::runId).doesNotContain("refused");
    }

    @Test
    void should_hand_hostile_text_on_as_text_and_never_retry_what_no_try_can_mend() {
        // given
        // So short that the form takes all of it.
        Path file = Path.of("/tmp", "h" + Long.toString(System.nanoTime() % 46_656, 36));
        String hostile = "$(>%1$s)`>%1$s`\"';>%1$s\n>%1$s;{{1+1}}ü".formatted(file);
        JsonObject conf = new JsonObject();
        conf.addProperty("users", 100);
        conf.addProperty("seed", hostile);
        // when
        AirflowRun run = airflow.trigger("hostile", conf.toString());
        // then
        assertThat(ended(run, RUN).state()).isEqualTo("failed");
        assertThat(run.task("open_run").tryNumber()).isEqualTo(1);
        assertThat(summary(run, "open_run").get("error").getAsString())
                .contains("PRODUCER_SEED (--seed) is '" + hostile + "': must be");
        assertThat(String.join("\n", run.log("open_run", 1))).contains("PRODUCER_SEED (--seed) is '$(>");
        assertThat(states(run)).containsEntry("publish_users", "upstream_failed");
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void should_run_queued_runs_one_after_the_other() {
        // when
        AirflowRun first = airflow.trigger("queued-1", "{\"users\": 200}");
        AirflowRun second = airflow.trigger("queued-2", "{\"users\": 300}");
        // then
        assertProven(first, 200);
        assertProven(second, 300);
        Instant firstEnd = first.read().end().orElseThrow();
        assertThat(second.read().start().orElseThrow()).isAfterOrEqualTo(firstEnd);
    }

    /** The last of them today, since after an earlier one Airflow would add today's run. */
    @Test
    void should_backfill_days_gone_by_and_give_the_same_users_when_a_day_is_run_again() {
        // given
        Instant today = LocalDate.now(ZoneOffset.UTC).atStartOfDay().toInstant(ZoneOffset.UTC);
        List<AirflowRun> days = IntStream.of(2, 1, 0)
                .mapToObj(ago -> today.minusSeconds(86_400L * ago))
                .map(day -> airflow.dag().run("backfill__" + day.toString().replace("Z", "+00:00")))
                .toList();
        // when
        backfill(today.minusSeconds(2 * 86_400L), today, "none");
        // then
        days.forEach(day -> assertProven(day, 150));
        assertThat(days.stream().map(day -> summary(day, "open_run").get("seed").getAsString()))
                .doesNotHaveDuplicates();
        // when
        JsonObject opened = summary(days.get(0), "open_run");
        days.get(0).clear();
        await().atMost(RUN).until(() -> !days.get(0).read().ended());
        // then
        assertProven(days.get(0), 150);
        JsonObject again = summary(days.get(0), "open_run");
        assertThat(again.get("seed")).isEqualTo(opened.get("seed"));
        assertThat(again.get("epoch").getAsInt()).isEqualTo(2);
    }

    private static void backfill(Instant from, Instant to, String reprocess) {
        JsonObject conf = new JsonObject();
        conf.addProperty("users", 150);
        airflow.dag().startBackfill(from, to, reprocess, conf);
    }

    /** What the run's event says, which the DAG's page shows. */
    private static String eventOf(String runId) {
        JsonElement answer =
                airflow.client().http().get("/api/v2/assets/events?source_task_id=audit_run&source_run_id=" + runId);
        return answer.getAsJsonObject()
                .getAsJsonArray("asset_events")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("extra")
                .get("what")
                .getAsString();
    }
}
