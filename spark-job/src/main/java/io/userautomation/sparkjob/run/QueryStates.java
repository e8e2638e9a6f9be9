package io.userautomation.sparkjob.run;

import io.userautomation.sparkjob.metrics.QueryState;
import io.userautomation.sparkjob.metrics.StreamMetrics;
import io.userautomation.sparkjob.query.Batches;
import io.userautomation.sparkjob.run.QueryRun.Down;
import io.userautomation.sparkjob.run.StoreJob.ProgressTeller;
import java.util.List;
import java.util.Optional;

/** Tells the metrics how each query is. */
final class QueryStates implements ProgressTeller {

    private final StreamMetrics metrics;

    QueryStates(StreamMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void tell(List<QueryRun> queries) {
        queries.forEach(run -> metrics.state(run.name(), state(run)));
    }

    private static QueryState state(QueryRun run) {
        Batches batches = run.query().batches();
        Optional<Down> down = run.down();
        boolean failedByOutage =
                down.filter(any -> Failures.isOutage(any.failure())).isPresent();
        return new QueryState(
                batches.totals(), down.isPresent(), batches.waitsFor().isPresent() || failedByOutage);
    }
}
