package io.userautomation.stores.cassandra.write;

import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.NewestById;
import io.userautomation.stores.RetryWindow;
import io.userautomation.stores.StoreFailure;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.Unavailable;
import io.userautomation.stores.WriteTally;
import io.userautomation.stores.cassandra.CassandraFailure;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.cassandra.CassandraStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Writes users to Cassandra asynchronously. {@code USING TIMESTAMP} carries the record's Kafka timestamp, so that the
 * newest version wins in whatever order they arrive.
 */
public final class CassandraWriter implements StoreWriter {

    private static final long serialVersionUID = 1L;

    private final CassandraTarget target;
    private final DeadLetterWriter deadLetters;

    public CassandraWriter(CassandraSettings settings, DeadLetterWriter deadLetters) {
        this.target = CassandraTarget.of(settings);
        this.deadLetters = deadLetters;
    }

    @Override
    public String store() {
        return CassandraStore.NAME;
    }

    @Override
    public WriteOutcome write(Iterator<ValidUser> users) {
        Collection<ValidUser> newest = NewestById.of(users);
        WriteTally tally = new WriteTally();
        if (newest.isEmpty()) {
            return tally.written();
        }
        try {
            CassandraTable table = table();
            return write(RowBatches.of(newest, table), table, tally);
        } catch (StoreUnavailableException | DeadLettersUnavailableException e) {
            return new Unavailable(e.getMessage(), tally.acknowledged());
        }
    }

    private WriteOutcome write(List<RowBatch> batches, CassandraTable table, WriteTally tally)
            throws StoreUnavailableException {
        RetryWindow retries = new RetryWindow();
        List<RowBatch> left = batches;
        while (true) {
            SendRound round = SendRound.of(left, table);
            for (SendRound.Acknowledged acknowledged : round.acknowledged()) {
                tally.stored(acknowledged.batch().users(), acknowledged.millis());
                retries.progress();
            }
            left = new ArrayList<>(round.left());
            left.addAll(rowsToTryAlone(round, tally));
            if (left.isEmpty()) {
                // The batch may only be committed once its dead letters are acknowledged too.
                deadLetters.flush();
                return tally.written();
            }
            if (round.failure() == null) {
                continue;
            }
            if (CassandraFailure.isTimeout(round.failure())) {
                if (table.inFlight().shrink()) {
                    // Fewer at once are another try, not the same one again.
                    retries.progress();
                } else if (left.stream().anyMatch(batch -> batch.users().size() > 1)) {
                    left = left.stream()
                            .flatMap(batch -> batch.rowByRow().stream())
                            .toList();
                    retries.progress();
                }
            }
            StoreUnavailableException outage = failure(round.failure()).outage();
            if (retries.isOver()) {
                return new Unavailable(outage.getMessage(), tally.acknowledged());
            }
            RetryWindow.pause();
        }
    }

    /** Dead-letters the rows that were refused alone; those of a refused batch are to be tried one by one. */
    private List<RowBatch> rowsToTryAlone(SendRound round, WriteTally tally) throws StoreUnavailableException {
        List<RowBatch> alone = new ArrayList<>();
        boolean checked = false;
        for (SendRound.Refused refused : round.refused()) {
            List<ValidUser> users = refused.batch().users();
            if (users.size() > 1) {
                alone.addAll(refused.batch().rowByRow());
                continue;
            }
            if (!checked) {
                // Not the row is at fault where the table was dropped or altered meanwhile.
                checkTable();
                checked = true;
            }
            deadLetters.send(users.get(0).origin(), CassandraFailure.refusal(refused.error()));
            tally.deadLettered(users.get(0));
        }
        return alone;
    }

    @Override
    public void probe() throws StoreUnavailableException {
        CassandraTable table = table();
        try {
            table.read();
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void verify() throws StoreUnavailableException {
        checkTable();
        probe();
    }

    private void checkTable() throws StoreUnavailableException {
        try {
            TableCheck.check(WriterSessions.session(target), target);
        } catch (Exception e) {
            throw unavailable(e);
        }
    }

    @Override
    public String tableIdentity() throws StoreUnavailableException {
        try {
            return TableCheck.identity(WriterSessions.session(target), target);
        } catch (Exception e) {
            throw unavailable(e);
        }
    }

    /** @throws io.userautomation.commandline.TaskException where it is TLS that is in the way, which is no outage */
    private StoreUnavailableException unavailable(Exception e) {
        StoreUnavailableException outage = failure(e).outage();
        CassandraSettings settings = target.settings();
        TlsProbe.check(settings.transport(), settings.addresses());
        return outage;
    }

    private CassandraTable table() throws StoreUnavailableException {
        RetryWindow retries = new RetryWindow();
        while (true) {
            try {
                return WriterSessions.table(target);
            } catch (Exception e) {
                StoreUnavailableException outage = failure(e).outage();
                if (retries.isOver()) {
                    throw outage;
                }
                RetryWindow.pause();
            }
        }
    }

    private StoreFailure failure(Throwable error) {
        return CassandraFailure.of(error, target.settings());
    }
}
