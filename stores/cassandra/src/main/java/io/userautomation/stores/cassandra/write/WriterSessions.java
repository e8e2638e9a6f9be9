package io.userautomation.stores.cassandra.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import io.userautomation.stores.cassandra.CassandraSessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One session per cluster and executor process, shared by its tasks and open until the process ends. */
final class WriterSessions {

    /** Longer than the server's own two seconds, so that its verdict arrives before we stop listening. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

    /** Back within two seconds of the server, whatever the length of the outage. */
    private static final Duration MIN_RECONNECTION_INTERVAL = Duration.ofMillis(500);

    private static final Duration MAX_RECONNECTION_INTERVAL = Duration.ofSeconds(2);

    private static final Map<CassandraTarget, CqlSession> SESSIONS = new ConcurrentHashMap<>();
    private static final Map<CassandraTarget, CassandraTable> TABLES = new ConcurrentHashMap<>();

    private WriterSessions() {}

    /**
     * The table, ready to be written; opens the session on the first call.
     *
     * @throws RuntimeException the driver's own, when there is no connection or no such table
     */
    static CassandraTable table(CassandraTarget target) {
        return TABLES.computeIfAbsent(target, absent -> CassandraTable.prepare(session(absent), absent));
    }

    /** The session without a look at the table. @throws RuntimeException as {@link #table} */
    static CqlSession session(CassandraTarget target) {
        CqlSession known = SESSIONS.get(target);
        if (known != null) {
            return known;
        }
        CqlSession session = SESSIONS.computeIfAbsent(
                target, absent -> CassandraSessions.open(absent.settings(), "spark-job", WriterSessions::suited));
        closeReplacedBy(target);
        return session;
    }

    /** A password that was replaced isn't used again, nor is the session that it has opened. */
    private static void closeReplacedBy(CassandraTarget target) {
        List<CassandraTarget> replaced = SESSIONS.keySet().stream()
                .filter(other -> other.isReplacedBy(target))
                .toList();
        for (CassandraTarget other : replaced) {
            TABLES.remove(other);
            CqlSession session = SESSIONS.remove(other);
            // Another task may have been faster.
            if (session != null) {
                session.close();
            }
        }
    }

    private static ProgrammaticDriverConfigLoaderBuilder suited(ProgrammaticDriverConfigLoaderBuilder options) {
        return options.withDuration(DefaultDriverOption.REQUEST_TIMEOUT, REQUEST_TIMEOUT)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, MIN_RECONNECTION_INTERVAL)
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, MAX_RECONNECTION_INTERVAL)
                .withBoolean(DefaultDriverOption.NETTY_DAEMON, true);
    }
}
