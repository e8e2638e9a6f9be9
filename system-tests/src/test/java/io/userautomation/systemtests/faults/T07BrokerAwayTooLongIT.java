package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.systemtests.Databases;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;

/** The broker is away for longer than any client waits: each task says so and ends, and the run is completed later. */
@Tag("T7")
@Tag("faults-full")
class T07BrokerAwayTooLongIT {

    private static final String RUN = "manual__away";

    @Fault("broker away for longer than every time-out")
    void should_name_kafka_and_complete_the_run_when_it_is_back(FaultReport report) throws Exception {
        try (OwnPipeline pipeline = OwnPipeline.lay("t07_away")) {
            OwnPipeline patient = pipeline.with("PRODUCER_KAFKA_TIMEOUT", "8s").with("OUTAGE_DEADLINE", "8s");
            OwnPipeline impatient = patient.with("START_DEADLINE", "5s").with("AUDIT_SERVER_WAIT", "4s");
            Server broker = pipeline.stack().server(ServerKind.KAFKA);
            // given
            Finished opened = pipeline.tasks().openRun(RUN, "--users", "10000", "--rate", "20");
            assertThat(opened.exitStatus()).as(opened.toString()).isZero();
            try (TaskProcess store = patient.tasks().startStore(RUN);
                    TaskProcess publish = patient.tasks().startPublish(RUN)) {
                long some = 100 + report.random().nextLong(100);
                await().atMost(PATIENCE).until(() -> {
                    assertThat(publish.isRunning())
                            .as("publish runs; " + publish.stderr())
                            .isTrue();
                    assertThat(store.isRunning())
                            .as("store runs; " + store.stderr())
                            .isTrue();
                    return TopicContents.count(
                                            pipeline.bootstrapServers(),
                                            pipeline.topics().users())
                                    >= some
                            && !stored(pipeline).isEmpty();
                });
                // when
                broker.kill();
                // then
                gaveUp("publish", publish.await(PATIENCE), pipeline, report);
                gaveUp("store", store.await(PATIENCE), pipeline, report);
                gaveUp("close-run", impatient.tasks().closeRun(RUN), pipeline, report);
                gaveUp("audit", impatient.tasks().audit(RUN), pipeline, report);
                gaveUp("open-run", impatient.tasks().openRun(RUN), pipeline, report);
                gaveUp("publish", impatient.tasks().startPublish(RUN).await(PATIENCE), pipeline, report);
                gaveUp("store", impatient.tasks().startStore(RUN).await(PATIENCE), pipeline, report);
            } finally {
                broker.restart();
            }
            pipeline.tasks().run(RUN, "--users", "10000", "--rate", "0").succeeded();
            report.counted(pipeline.account(pipeline.idsOf(RUN)));
        }
    }

    private static Set<UUID> stored(OwnPipeline pipeline) throws SQLException {
        try (Databases databases = pipeline.databases()) {
            return databases.postgresIds();
        }
    }

    private static void gaveUp(String task, Finished finished, OwnPipeline pipeline, FaultReport report) {
        assertThat(finished.exitStatus()).as("%s: %s", task, finished).isEqualTo(ExitStatus.FAILED.code());
        String sentence = finished.lastStdoutLineAsJson().get("error").getAsString();
        assertThat(sentence).as(task).contains("Kafka at " + pipeline.bootstrapServers());
        report.struck(task + " ended with 1: " + sentence);
    }
}
