package io.userautomation.sparkjob.metrics;

import io.userautomation.sparkjob.query.Totals;

/**
 * How one query is.
 *
 * @param totals what it has done since the job started
 * @param down whether it has failed, and is about to be started again
 * @param outage whether it waits for a server, or is down since that did not come back
 */
public record QueryState(Totals totals, boolean down, boolean outage) {

    static final QueryState NEW = new QueryState(Totals.NONE, false, false);
}
