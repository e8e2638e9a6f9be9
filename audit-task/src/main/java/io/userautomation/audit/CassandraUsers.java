package io.userautomation.audit;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.Sink;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Cassandra's table: one asynchronous select per id, since ids of one query would each be on another node; the number
 * under way is bounded so that neither side queues.
 */
final class CassandraUsers implements StoredUsers {

    private static final int IN_FLIGHT = 512;

    private final CassandraSettings settings;
    private final CqlSession session;
    private final PreparedStatement select;

    private CassandraUsers(CassandraSettings settings, CqlSession session, PreparedStatement select) {
        this.settings = settings;
        this.session = session;
        this.select = select;
    }

    /** @throws TaskException for status 1 when it does not answer in time, or has no such table */
    static CassandraUsers connect(CassandraSettings settings, ServerWait serverWait) throws InterruptedException {
        String server = "Cassandra at " + settings.contactPoints();
        CqlSession session = serverWait.until(server, () -> CassandraSession.open(settings));
        try {
            String table = settings.keyspace() + "." + settings.table();
            return new CassandraUsers(settings, session, session.prepare(Statement.on(table, "user-by-id.cql")));
        } catch (InvalidQueryException e) {
            session.close();
            throw new TaskException(
                    ExitStatus.FAILED,
                    "%s: no such table there (%s), run schema-init".formatted(settings, e.getMessage()),
                    e);
        } catch (DriverException e) {
            session.close();
            throw failed(settings, e);
        }
    }

    @Override
    public Sink sink() {
        return Sink.CASSANDRA;
    }

    @Override
    public Map<UUID, StoredUser> find(Collection<UUID> ids) throws InterruptedException {
        Map<UUID, StoredUser> found = new ConcurrentHashMap<>();
        Semaphore permits = new Semaphore(IN_FLIGHT);
        List<CompletableFuture<?>> lookups = new ArrayList<>(ids.size());
        for (UUID id : ids) {
            permits.acquire();
            lookups.add(session.executeAsync(select.bind(id))
                    .whenComplete((rows, failure) -> permits.release())
                    .thenAccept(rows -> {
                        Row row = rows.one();
                        if (row != null) {
                            found.put(id, user(id, row));
                        }
                    })
                    .toCompletableFuture());
        }
        try {
            CompletableFuture.allOf(lookups.toArray(CompletableFuture<?>[]::new))
                    .get();
        } catch (ExecutionException e) {
            throw failed(settings, e.getCause());
        }
        return found;
    }

    @Override
    public void close() {
        session.close();
    }

    private static TaskException failed(CassandraSettings settings, Throwable cause) {
        String reason = cause instanceof AllNodesFailedException ? "no node answered" : cause.getMessage();
        return new TaskException(ExitStatus.FAILED, "%s failed a query: %s".formatted(settings, reason), cause);
    }

    private static CassandraUser user(UUID id, Row row) {
        List<Long> writeTimes = Stream.of(UserField.values())
                .filter(field -> field != UserField.ID)
                .map(field -> row.get(field.key() + "_written", Long.class))
                .filter(micros -> micros != null)
                .toList();
        UserRecord user = new UserRecord(
                id.toString(),
                text(row, UserField.FIRST_NAME),
                text(row, UserField.LAST_NAME),
                text(row, UserField.GENDER),
                text(row, UserField.ADDRESS),
                text(row, UserField.POST_CODE),
                text(row, UserField.EMAIL),
                text(row, UserField.USERNAME),
                text(row, UserField.DOB),
                text(row, UserField.REGISTERED_DATE),
                text(row, UserField.PHONE),
                text(row, UserField.PICTURE));
        return new CassandraUser(user, writeTimes);
    }

    private static String text(Row row, UserField field) {
        return row.getString(field.key());
    }
}
