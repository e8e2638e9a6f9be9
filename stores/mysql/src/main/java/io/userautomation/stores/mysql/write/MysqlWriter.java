package io.userautomation.stores.mysql.write;

import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.ChunkSize;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.NewestById;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.RetryWindow;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.Unavailable;
import io.userautomation.stores.WriteTally;
import io.userautomation.stores.mysql.MysqlConnections;
import io.userautomation.stores.mysql.MysqlFailure;
import io.userautomation.stores.mysql.MysqlSettings;
import io.userautomation.stores.mysql.MysqlStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Writes users to MySQL or MariaDB, up to a few thousand rows per statement, each statement its own transaction. What takes the
 * server too long is tried in smaller parts, down to a row: what goes on slowly is no outage. Rows that the
 * server refuses as bad data go to the dead letters; the rest of their chunk is stored.
 */
public final class MysqlWriter implements StoreWriter {

    private static final long serialVersionUID = 1L;

    private final MysqlTarget target;
    private final DeadLetterWriter deadLetters;

    public MysqlWriter(MysqlSettings settings, DeadLetterWriter deadLetters) {
        this.target = MysqlTarget.of(settings);
        this.deadLetters = deadLetters;
    }

    @Override
    public String store() {
        return MysqlStore.NAME;
    }

    @Override
    public WriteOutcome write(Iterator<ValidUser> users) {
        // Sorted, so that two tasks that meet in the same rows lock them in the same order.
        List<ValidUser> rows = NewestById.of(users).stream()
                .sorted(Comparator.comparing(ValidUser::id))
                .toList();
        PartitionWrite write = new PartitionWrite(rows);
        RetryWindow retries = new RetryWindow();
        try {
            while (!write.isDone()) {
                try {
                    MysqlSessions.use(target, upsert -> write.all(upsert, retries));
                } catch (SQLException e) {
                    StoreUnavailableException outage = outage(e);
                    if (retries.isOver()) {
                        return new Unavailable(outage.getMessage(), write.acknowledged());
                    }
                    RetryWindow.pause();
                }
            }
            write.flush();
            return write.outcome();
        } catch (DeadLettersUnavailableException e) {
            return new Unavailable(e.getMessage(), write.acknowledged());
        }
    }

    /** A session, by the statement of the writes with no row in it. */
    @Override
    public void warmUp() throws StoreUnavailableException {
        try {
            MysqlSessions.use(target, upsert -> upsert.execute(List.of()));
        } catch (SQLException e) {
            throw outage(e);
        }
    }

    @Override
    public void probe() throws StoreUnavailableException {
        try {
            target.read(connection -> {
                TableCheck.probe(connection, target);
                return null;
            });
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void verify() throws StoreUnavailableException {
        try {
            target.read(connection -> {
                TableCheck.check(connection, target);
                return null;
            });
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public String tableIdentity() throws StoreUnavailableException {
        try {
            return target.read(connection -> TableCheck.identity(connection, target));
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** @throws io.userautomation.commandline.TaskException where it is TLS that is in the way, which is no outage */
    private StoreUnavailableException unavailable(SQLException e) {
        return MysqlConnections.failure(e, target.settings()).outage();
    }

    /** @throws io.userautomation.commandline.TaskException for what is no outage */
    private StoreUnavailableException outage(SQLException e) {
        return MysqlFailure.of(e, target.settings()).outage();
    }

    /** How far one partition has come; survives a broken connection. */
    private final class PartitionWrite {

        private final List<ValidUser> rows;
        private final ChunkSize chunkSize = MysqlSessions.chunkSize(target);
        private final WriteTally tally = new WriteTally();
        private int done;
        private boolean anyRefused;

        PartitionWrite(List<ValidUser> rows) {
            this.rows = rows;
        }

        boolean isDone() {
            return done == rows.size();
        }

        void all(UserUpsert upsert, RetryWindow retries) throws SQLException {
            while (!isDone()) {
                int count = JsonRows.fitting(rows.subList(done, Math.min(done + chunkSize.rows(), rows.size())));
                long start = System.nanoTime();
                try {
                    store(rows.subList(done, done + count), upsert);
                    chunkSize.stored(count, Duration.ofNanos(System.nanoTime() - start));
                } catch (SQLException e) {
                    if (MysqlFailure.isTimeout(e) && chunkSize.shrink(count)) {
                        // Fewer rows are another try, not the same one again.
                        retries.progress();
                    }
                    throw e;
                }
                done += count;
                retries.progress();
            }
        }

        private void store(List<ValidUser> users, UserUpsert upsert) throws SQLException {
            Bisection chunk = Bisection.store(users, upsert, target.settings());
            tally.stored(chunk.stored(), System.currentTimeMillis());
            chunk.refused().forEach(this::deadLetter);
        }

        private void deadLetter(Bisection.Refused refused) {
            deadLetters.send(
                    refused.user().origin(),
                    new Refusal(refused.error().getClass().getName(), refused.reason(), MysqlStore.NAME));
            tally.deadLettered(refused.user());
            anyRefused = true;
        }

        /** The batch may only be committed once its dead letters are acknowledged too. */
        void flush() {
            if (anyRefused) {
                deadLetters.flush();
            }
        }

        long acknowledged() {
            return tally.acknowledged();
        }

        WriteOutcome outcome() {
            return tally.written();
        }
    }
}
