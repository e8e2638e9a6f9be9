package io.userautomation.stores.mysql.write;

import io.userautomation.stores.ChunkSize;
import java.sql.SQLException;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sessions of one executor process, with their statement prepared. They outlive the tasks that use them, since a new one
 * takes as long as two thousand rows; there are never more than tasks have been writing at once.
 */
final class MysqlSessions {

    private static final Map<MysqlTarget, Queue<UserUpsert>> IDLE = new ConcurrentHashMap<>();

    private static final Map<MysqlTarget, ChunkSize> CHUNK_SIZES = new ConcurrentHashMap<>();

    private MysqlSessions() {}

    /** What one statement takes, as the last ones went. */
    static ChunkSize chunkSize(MysqlTarget target) {
        return CHUNK_SIZES.computeIfAbsent(target, absent -> new ChunkSize());
    }

    /** What a session is used for. */
    @FunctionalInterface
    interface Work {
        void with(UserUpsert upsert) throws SQLException;
    }

    /**
     * Works with a session that no other thread uses meanwhile.
     *
     * @throws SQLException what the work throws, or that there is no connection; what breaks one session, such as a
     *     restart of the server, breaks those that are idle too, so none of them is used again
     */
    static void use(MysqlTarget target, Work work) throws SQLException {
        Queue<UserUpsert> idle = IDLE.get(target);
        if (idle == null) {
            closeReplacedBy(target);
            idle = IDLE.computeIfAbsent(target, absent -> new ConcurrentLinkedQueue<>());
        }
        UserUpsert kept = idle.poll();
        UserUpsert upsert = kept == null ? UserUpsert.open(target) : kept;
        try {
            work.with(upsert);
        } catch (SQLException | RuntimeException e) {
            upsert.close();
            closeAll(idle);
            throw e;
        }
        idle.add(upsert);
    }

    /** A password that was replaced isn't used again, nor are the sessions that it has opened. */
    private static void closeReplacedBy(MysqlTarget target) {
        IDLE.forEach((other, idle) -> {
            if (other.isReplacedBy(target)) {
                IDLE.remove(other);
                CHUNK_SIZES.remove(other);
                closeAll(idle);
            }
        });
    }

    private static void closeAll(Queue<UserUpsert> idle) {
        for (UserUpsert upsert = idle.poll(); upsert != null; upsert = idle.poll()) {
            upsert.close();
        }
    }
}
