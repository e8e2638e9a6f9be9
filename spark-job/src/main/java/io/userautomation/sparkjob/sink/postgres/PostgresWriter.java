package io.userautomation.sparkjob.sink.postgres;

import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.model.Sink;
import io.userautomation.sparkjob.sink.DeadLetter;
import io.userautomation.sparkjob.sink.DeadLetterWriter;
import io.userautomation.sparkjob.sink.DeadLettersUnavailableException;
import io.userautomation.sparkjob.sink.NewestById;
import io.userautomation.sparkjob.sink.Patience;
import io.userautomation.sparkjob.sink.SinkUnavailableException;
import io.userautomation.sparkjob.sink.SinkWriter;
import io.userautomation.sparkjob.sink.WriteOutcome;
import io.userautomation.sparkjob.sink.WriteOutcome.Unavailable;
import io.userautomation.sparkjob.sink.WriteTally;
import io.userautomation.sparkjob.transform.ValidUser;
import io.userautomation.stores.postgres.PostgresSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Writes users to PostgreSQL, a few thousand rows per statement, each statement its own transaction. Rows that the
 * server refuses as bad data go to the dead letters; the rest of their chunk is stored.
 */
public final class PostgresWriter implements SinkWriter {

    private static final long serialVersionUID = 1L;

    private static final int CHUNK_ROWS = 2_000;

    private final PostgresTarget target;
    private final DeadLetterWriter deadLetters;

    public PostgresWriter(PostgresSettings settings, DeadLetterWriter deadLetters) {
        this.target = PostgresTarget.of(settings);
        this.deadLetters = deadLetters;
    }

    @Override
    public Sink sink() {
        return Sink.POSTGRES;
    }

    @Override
    public WriteOutcome write(Iterator<ValidUser> users) {
        // Sorted, so that two tasks that meet in the same rows lock them in the same order.
        List<ValidUser> rows = NewestById.of(users).stream()
                .sorted(Comparator.comparing(ValidUser::id))
                .toList();
        PartitionWrite write = new PartitionWrite(rows);
        Patience patience = new Patience();
        try {
            while (!write.isDone()) {
                try {
                    PostgresSessions.use(target, upsert -> write.all(upsert, patience));
                } catch (SQLException e) {
                    String outage = PostgresFailure.outage(e, target);
                    if (patience.isOver()) {
                        return new Unavailable(outage);
                    }
                    Patience.pause();
                }
            }
            write.flush();
            return write.outcome();
        } catch (DeadLettersUnavailableException e) {
            return new Unavailable(e.getMessage());
        }
    }

    @Override
    public void probe() throws SinkUnavailableException {
        try (Connection connection = target.connect()) {
            PostgresTableCheck.probe(connection, target);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void verify() throws SinkUnavailableException {
        try (Connection connection = target.connect()) {
            PostgresTableCheck.check(connection, target);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public String tableIdentity() throws SinkUnavailableException {
        try (Connection connection = target.connect()) {
            return PostgresTableIdentity.of(connection, target);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** @throws io.userautomation.commandline.TaskException where it is TLS that is in the way, which is no outage */
    private SinkUnavailableException unavailable(SQLException e) {
        String outage = PostgresFailure.outage(e, target);
        TlsProbe.check(target.transport(), target.addresses());
        return new SinkUnavailableException(outage, e);
    }

    /** How far one partition has come; survives a broken connection. */
    private final class PartitionWrite {

        private final List<ValidUser> rows;
        private final WriteTally tally = new WriteTally();
        private int done;
        private boolean anyRefused;

        PartitionWrite(List<ValidUser> rows) {
            this.rows = rows;
        }

        boolean isDone() {
            return done == rows.size();
        }

        void all(UserUpsert upsert, Patience patience) throws SQLException {
            while (!isDone()) {
                nextChunk(upsert);
                patience.progress();
            }
        }

        private void nextChunk(UserUpsert upsert) throws SQLException {
            int end = Math.min(done + CHUNK_ROWS, rows.size());
            Narrowing chunk = Narrowing.store(rows.subList(done, end), upsert);
            tally.stored(chunk.stored(), System.currentTimeMillis());
            chunk.refused().forEach(this::deadLetter);
            done = end;
        }

        private void deadLetter(Narrowing.Refused refused) {
            deadLetters.send(
                    refused.user().origin(),
                    new DeadLetter(
                            DeadLetterHeaders.STAGE_STORE,
                            refused.error().getClass().getName(),
                            refused.reason(),
                            Sink.POSTGRES));
            tally.deadLettered(refused.user());
            anyRefused = true;
        }

        /** The batch may only be committed once its dead letters are acknowledged too. */
        void flush() {
            if (anyRefused) {
                deadLetters.flush();
            }
        }

        WriteOutcome outcome() {
            return tally.written();
        }
    }
}
