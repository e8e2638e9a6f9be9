package io.userautomation.benchmarks.spark;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.userautomation.stores.cassandra.CassandraSettings;

/** Waits until Cassandra is there, its users' table too, and a user in it. */
public final class FirstRow {

    private static final long LOOK_MILLIS = 100;

    private FirstRow() {}

    public static void main(String[] args) throws InterruptedException {
        CassandraSettings cassandra = Settings.cassandra();
        try (CqlSession session = session(cassandra)) {
            while (!hasRow(session, cassandra)) {
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private static CqlSession session(CassandraSettings cassandra) throws InterruptedException {
        while (true) {
            try {
                return Tables.session(cassandra);
            } catch (AllNodesFailedException notYet) {
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private static boolean hasRow(CqlSession session, CassandraSettings cassandra) {
        try {
            return session.execute("SELECT id FROM " + Tables.name(cassandra) + " LIMIT 1")
                            .one()
                    != null;
        } catch (InvalidQueryException noTableYet) {
            return false;
        }
    }
}
