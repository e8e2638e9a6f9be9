package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.sparkjob.metrics.QueryState;
import io.userautomation.sparkjob.metrics.StreamMetrics;
import io.userautomation.sparkjob.query.Totals;
import io.userautomation.stores.StoreUnavailableException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class QueryStatesTest {

    private static final Totals TOTALS = new Totals(7, 1, 2);

    private final Map<String, QueryState> told = new HashMap<>();
    private final QueryStates states = new QueryStates(new StreamMetrics() {
        @Override
        public void state(String query, QueryState state) {
            told.put(query, state);
        }
    });

    @Test
    void should_tell_of_a_query_that_works() {
        // given
        QueryRun works = run((start, closed) -> {});
        // when
        states.tell(List.of(works));
        // then
        assertThat(told).containsOnly(Map.entry("postgres", new QueryState(TOTALS, false, false)));
    }

    @Test
    void should_call_an_outage_only_what_waiting_may_mend() {
        // given
        QueryRun away = run((start, closed) -> {
            throw new StoreUnavailableException("PostgreSQL at h:5432 is away", null);
        });
        QueryRun broken = run((start, closed) -> {
            throw new IllegalStateException("a fault");
        });
        // then
        assertThat(toldOnceFailed(away)).isEqualTo(new QueryState(TOTALS, true, true));
        assertThat(toldOnceFailed(broken)).isEqualTo(new QueryState(TOTALS, true, false));
    }

    private QueryState toldOnceFailed(QueryRun run) {
        assertThatThrownBy(() -> run.run(new CountDownLatch(1))).isInstanceOf(Exception.class);
        states.tell(List.of(run));
        return told.get(run.name());
    }

    private static QueryRun run(FakeQuery.Work work) {
        return new QueryRun(new FakeQuery("postgres", work), (failure, down) -> false, System::nanoTime, millis -> {});
    }
}
