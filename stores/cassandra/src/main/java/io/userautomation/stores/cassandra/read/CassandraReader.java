package io.userautomation.stores.cassandra.read;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.ResourceText;
import io.userautomation.stores.StoreReader;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoredUser;
import io.userautomation.stores.cassandra.CassandraFailure;
import io.userautomation.stores.cassandra.CassandraSessions;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.cassandra.CassandraStore;
import java.time.Duration;
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
public final class CassandraReader implements StoreReader {

    private static final int MAX_IN_FLIGHT = 512;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final CassandraSettings settings;
    private final CqlSession session;
    private final PreparedStatement select;

    private CassandraReader(CassandraSettings settings, CqlSession session, PreparedStatement select) {
        this.settings = settings;
        this.session = session;
        this.select = select;
    }

    /**
     * Connects.
     *
     * @throws StoreUnavailableException when it does not answer
     * @throws io.userautomation.commandline.TaskException for what no waiting mends
     */
    public static CassandraReader open(CassandraSettings settings) throws StoreUnavailableException {
        try {
            CqlSession session = CassandraSessions.open(settings, "audit-task", CassandraReader::suited);
            try {
                return new CassandraReader(
                        settings,
                        session,
                        session.prepare(ResourceText.read(
                                CassandraReader.class, "user-by-id.cql", Map.of("table", settings.qualifiedTable()))));
            } catch (DriverException e) {
                session.close();
                throw e;
            }
        } catch (DriverException e) {
            StoreUnavailableException outage = CassandraFailure.of(e, settings).outage();
            TlsProbe.check(settings.transport(), settings.addresses());
            throw outage;
        }
    }

    /** Nothing of the schema is fetched: the one statement says all that is needed of it. */
    private static ProgrammaticDriverConfigLoaderBuilder suited(ProgrammaticDriverConfigLoaderBuilder options) {
        return options.withDuration(DefaultDriverOption.REQUEST_TIMEOUT, REQUEST_TIMEOUT)
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false);
    }

    @Override
    public String store() {
        return CassandraStore.NAME;
    }

    @Override
    public Map<UUID, StoredUser> find(Collection<UUID> ids) throws InterruptedException {
        Map<UUID, StoredUser> found = new ConcurrentHashMap<>();
        Semaphore permits = new Semaphore(MAX_IN_FLIGHT);
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
            throw CassandraFailure.of(e.getCause(), settings).fatal();
        }
        return found;
    }

    @Override
    public void close() {
        session.close();
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
