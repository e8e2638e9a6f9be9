package io.userautomation.sparkjob.sink.cassandra;

import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.model.Sink;
import io.userautomation.sparkjob.sink.NewestById;
import io.userautomation.sparkjob.sink.Patience;
import io.userautomation.sparkjob.sink.SinkUnavailableException;
import io.userautomation.sparkjob.sink.SinkWriter;
import io.userautomation.sparkjob.sink.WriteOutcome;
import io.userautomation.sparkjob.sink.WriteOutcome.Unavailable;
import io.userautomation.sparkjob.sink.WriteTally;
import io.userautomation.sparkjob.transform.ValidUser;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Writes users to Cassandra asynchronously. {@code USING TIMESTAMP} carries the record's Kafka timestamp, so that the
 * newest version wins in whatever order they arrive.
 */
public final class CassandraWriter implements SinkWriter {

    private static final long serialVersionUID = 1L;

    private final CassandraTarget target;

    public CassandraWriter(CassandraSettings settings) {
        this.target = CassandraTarget.of(settings);
    }

    @Override
    public Sink sink() {
        return Sink.CASSANDRA;
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
        } catch (SinkUnavailableException e) {
            return new Unavailable(e.getMessage());
        }
    }

    private WriteOutcome write(List<RowBatch> batches, CassandraTable table, WriteTally tally) {
        Patience patience = new Patience();
        List<RowBatch> left = batches;
        while (true) {
            SendRound round = SendRound.of(left, table);
            for (SendRound.Acknowledged acknowledged : round.acknowledged()) {
                tally.stored(acknowledged.batch().users(), acknowledged.millis());
                patience.progress();
            }
            left = round.left();
            if (left.isEmpty()) {
                return tally.written();
            }
            String outage = CassandraFailure.outage(round.failure(), target);
            if (patience.isOver()) {
                return new Unavailable(outage);
            }
            Patience.pause();
        }
    }

    @Override
    public void probe() throws SinkUnavailableException {
        CassandraTable table = table();
        try {
            table.read();
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void verify() throws SinkUnavailableException {
        try {
            CassandraTableCheck.check(CassandraSessions.session(target), target);
        } catch (Exception e) {
            throw unavailable(e);
        }
        probe();
    }

    @Override
    public String tableIdentity() throws SinkUnavailableException {
        try {
            return CassandraTableCheck.identity(CassandraSessions.session(target), target);
        } catch (Exception e) {
            throw unavailable(e);
        }
    }

    /** @throws io.userautomation.commandline.TaskException where it is TLS that is in the way, which is no outage */
    private SinkUnavailableException unavailable(Exception e) {
        String outage = CassandraFailure.outage(e, target);
        TlsProbe.check(target.transport(), target.addresses());
        return new SinkUnavailableException(outage, e);
    }

    private CassandraTable table() throws SinkUnavailableException {
        Patience patience = new Patience();
        while (true) {
            try {
                return CassandraSessions.table(target);
            } catch (Exception e) {
                String outage = CassandraFailure.outage(e, target);
                if (patience.isOver()) {
                    throw new SinkUnavailableException(outage, e);
                }
                Patience.pause();
            }
        }
    }
}
