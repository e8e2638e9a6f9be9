package io.userautomation.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.randomuser.fault.FaultKind;
import io.userautomation.localstack.randomuser.fault.Faults;
import io.userautomation.systemtests.RunResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;

/** The API does everything that the double can do wrong, at random, for a whole run. */
@Tag("T13")
@Tag("faults-full")
class T13ApiMisbehavesIT {

    private static final int USERS = 20_000;
    private static final int PAGE = 100;
    private static final double CHANCE = 0.025;

    @Fault("the API misbehaving in every way, at random, for a whole run")
    void should_publish_every_user_once_whatever_the_api_does(FaultReport report) throws Exception {
        try (Lane lane = Lane.lay("t13_api")
                .with(Map.of(
                        "RANDOM_USER_API_RESPONSE_TIMEOUT", "1s",
                        "RANDOM_USER_API_PAGE_TIMEOUT", "3s",
                        "RANDOM_USER_API_BACKOFF", "50ms",
                        "RANDOM_USER_API_TRIES", "30"))) {
            // given
            Faults faults = lane.api().faults();
            ApiFaults.ofEveryKind(faults, CHANCE, report.random().nextLong());
            // when
            RunResult run =
                    lane.tasks().run("run", "--users", Integer.toString(USERS), "--page-size", Integer.toString(PAGE));
            faults.struck().forEach((kind, times) -> report.struck("%s %d times".formatted(kind.key(), times)));
            faults.clear();
            // then
            run.succeeded();
            assertThat(faults.struck().keySet()).containsExactlyInAnyOrder(FaultKind.values());
            Set<UUID> asked = lane.idsOf("run");
            List<UUID> published = lane.users().ids();
            assertThat(asked).hasSize(USERS);
            report.counted(lane.account(asked).withDuplicates(published.size() - asked.size()));
        }
    }
}
