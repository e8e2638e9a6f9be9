package io.userautomation.benchmarks.spark;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** What a few dozen lines on the driver alone can do: no Spark, no retries, no counts, nothing but rows on their way. */
public final class BareCassandra {

    private final CqlSession session;
    private final ConsistencyLevel consistency;
    private final PreparedStatement insert;
    private final int batchRows;
    private final int threads;
    private final int inFlight;

    private BareCassandra(CqlSession session, CassandraSettings cassandra, int batchRows, int threads, int inFlight) {
        this.session = session;
        this.consistency = DefaultConsistencyLevel.valueOf(cassandra.consistency());
        this.batchRows = batchRows;
        this.threads = threads;
        this.inFlight = inFlight;
        String columns = Arrays.stream(UserField.values()).map(UserField::key).collect(Collectors.joining(", "));
        this.insert = session.prepare(SimpleStatement.newInstance(
                        "INSERT INTO %s (%s) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?"
                                .formatted(Tables.name(cassandra), columns))
                .setConsistencyLevel(consistency));
    }

    /**
     * @param args file of users, how many to write before the clock starts, rows per unlogged batch (1: no batches),
     *     threads, most requests that wait for an answer
     */
    public static void main(String[] args) throws Exception {
        List<ValidUser> users = UsersInMemory.read(Path.of(args[0]));
        int warmUp = Integer.parseInt(args[1]);
        CassandraSettings cassandra = Settings.cassandra();
        try (CqlSession session = Tables.session(cassandra)) {
            BareCassandra writer = new BareCassandra(
                    session,
                    cassandra,
                    Integer.parseInt(args[2]),
                    Integer.parseInt(args[3]),
                    Integer.parseInt(args[4]));
            writer.write(users.subList(0, warmUp));
            Clock.measure(users.size() - warmUp, () -> writer.write(users.subList(warmUp, users.size())));
        }
    }

    private void write(List<ValidUser> users) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Semaphore permits = new Semaphore(inFlight);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Future<?>> parts = new ArrayList<>();
        for (int part = 0; part < threads; part++) {
            List<ValidUser> share = users.subList(users.size() * part / threads, users.size() * (part + 1) / threads);
            parts.add(pool.submit(() -> send(share, permits, failure)));
        }
        for (Future<?> part : parts) {
            part.get();
        }
        permits.acquire(inFlight);
        pool.shutdown();
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
    }

    private void send(List<ValidUser> users, Semaphore permits, AtomicReference<Throwable> failure) {
        for (int start = 0; start < users.size(); start += batchRows) {
            Statement<?> request = request(users.subList(start, Math.min(start + batchRows, users.size())));
            permits.acquireUninterruptibly();
            session.executeAsync(request).whenComplete((rows, error) -> {
                permits.release();
                if (error != null) {
                    failure.set(error);
                }
            });
        }
    }

    private Statement<?> request(List<ValidUser> users) {
        List<BoundStatement> rows = users.stream().map(this::bound).toList();
        return rows.size() == 1
                ? rows.get(0)
                : BatchStatement.newInstance(BatchType.UNLOGGED, rows.toArray(BoundStatement[]::new))
                        .setConsistencyLevel(consistency);
    }

    private BoundStatement bound(ValidUser user) {
        BoundStatementBuilder bound = insert.boundStatementBuilder().setUuid(0, user.id());
        UserField[] fields = UserField.values();
        for (int i = 1; i < fields.length; i++) {
            bound = bound.setString(i, fields[i].of(user.user()));
        }
        return bound.setLong(fields.length, user.origin().timestampMillis() * 1_000)
                .build();
    }
}
