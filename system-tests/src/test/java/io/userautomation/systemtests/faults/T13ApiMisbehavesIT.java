package io.userautomation.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import io.userautomation.randomuser.fault.FaultKind;
import io.userautomation.randomuser.fault.Faults;
import io.userautomation.systemtests.RunResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;

/** The API does everything that the fake API can do wrong. */
@Tag("T13")
@Tag("faults-full")
class T13ApiMisbehavesIT {

    private static final int USERS = 20_000;
    private static final int PAGE = 100;
    private static final double CHANCE = 0.025;

    @Fault("the API misbehaving in every way that passes, at random, for a whole run")
    void should_publish_every_user_once_whatever_the_api_does(FaultReport report) throws Exception {
        try (OwnPipeline pipeline = lay("t13_api")) {
            // given
            Faults faults = pipeline.api().faults();
            // By chance alone a kind may be left out.
            ApiFaults.onceEach(faults, USERS / PAGE, report.random());
            ApiFaults.atRandom(faults, CHANCE, report.random().nextLong());
            // when
            RunResult run = run(pipeline);
            Set<FaultKind> struck = Set.copyOf(faults.struck().keySet());
            faults.struck().forEach((kind, times) -> report.struck("%s %d times".formatted(kind.key(), times)));
            faults.clear();
            // then
            run.succeeded();
            assertThat(struck).containsExactlyInAnyOrderElementsOf(ApiFaults.PASSING);
            Set<UUID> asked = pipeline.idsOf("run");
            List<UUID> published = pipeline.users().ids();
            assertThat(asked).hasSize(USERS);
            report.counted(pipeline.account(asked).withDuplicates(published.size() - asked.size()));
        }
    }

    @Fault("the API redirecting in the middle of a run")
    void should_end_naming_the_target_and_be_completed_by_the_next_try(FaultReport report) throws Exception {
        try (OwnPipeline pipeline = lay("t13_redirect")) {
            // given
            ApiFaults.redirectOnce(pipeline.api().faults(), USERS / PAGE / 2);
            // when
            Finished first = run(pipeline).published();
            assertThat(first.exitStatus()).as(first.toString()).isEqualTo(1);
            assertThat(first.stderr()).contains("the Random User API at", "redirects (302)");
            report.struck(
                    "status 1, " + first.lastStdoutLineAsJson().get("error").getAsString());
            // then
            run(pipeline).succeeded();
            report.counted(pipeline.account(pipeline.idsOf("run")));
        }
    }

    private static OwnPipeline lay(String name) {
        return OwnPipeline.lay(name)
                .with(Map.of(
                        "RANDOM_USER_API_RESPONSE_TIMEOUT", "1s",
                        "RANDOM_USER_API_PAGE_TIMEOUT", "3s",
                        "RANDOM_USER_API_BACKOFF", "50ms",
                        "RANDOM_USER_API_TRIES", "30"));
    }

    private static RunResult run(OwnPipeline pipeline) {
        return pipeline.tasks().run("run", "--users", Integer.toString(USERS), "--page-size", Integer.toString(PAGE));
    }
}
