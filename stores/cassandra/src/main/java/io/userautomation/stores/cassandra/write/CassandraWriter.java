package io.userautomation.stores.cassandra.write;

import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.model.record.ValidUser;
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

    public CassandraWriter(CassandraSettings settings) {
        this.target = CassandraTarget.of(settings);
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
        } catch (StoreUnavailableException e) {
            return new Unavailable(e.getMessage(), tally.acknowledged());
        }
    }

    private WriteOutcome write(List<RowBatch> batches, CassandraTable table, WriteTally tally) {
        RetryWindow retries = new RetryWindow();
        List<RowBatch> left = batches;
        while (true) {
            SendRound round = SendRound.of(left, table);
            for (SendRound.Acknowledged acknowledged : round.acknowledged()) {
                tally.stored(acknowledged.batch().users(), acknowledged.millis());
                retries.progress();
            }
            left = round.left();
            if (left.isEmpty()) {
                return tally.written();
            }
            StoreUnavailableException outage = failure(round.failure()).outage();
            if (retries.isOver()) {
                return new Unavailable(outage.getMessage(), tally.acknowledged());
            }
            RetryWindow.pause();
        }
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
        try {
            TableCheck.check(WriterSessions.session(target), target);
        } catch (Exception e) {
            throw unavailable(e);
        }
        probe();
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
