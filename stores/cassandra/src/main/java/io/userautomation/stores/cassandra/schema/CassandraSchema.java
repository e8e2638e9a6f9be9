package io.userautomation.stores.cassandra.schema;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Reason;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.stores.ResourceText;
import io.userautomation.stores.ServerSchema;
import io.userautomation.stores.StoreFailure;
import io.userautomation.stores.cassandra.CassandraFailure;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keyspace, ledger and the users' table. */
public final class CassandraSchema implements ServerSchema {

    private static final Logger LOG = LoggerFactory.getLogger(CassandraSchema.class);

    private final CassandraSettings settings;
    private final String table;
    private final TableInspection inspection;
    private final List<Migration> migrations = Migration.all();
    private CqlSession session;
    private Cql cql;
    private Ledger ledger;

    public CassandraSchema(CassandraSettings settings) {
        this.settings = settings;
        this.table = settings.qualifiedTable();
        this.inspection = new TableInspection(settings);
    }

    @Override
    public String server() {
        return "Cassandra at " + settings.contactPoints();
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return settings.addresses();
    }

    @Override
    public void connect() throws IOException {
        close();
        session = open();
        requireReplicas();
        cql = new Cql(session, settings);
        ledger = new Ledger(cql, settings.keyspace(), settings.table());
    }

    @Override
    public void create(Summary summary) throws IOException, InterruptedException {
        try {
            lay(summary);
        } catch (UnauthorizedException e) {
            throw CassandraFailure.of(e, settings).fatal();
        }
    }

    private void lay(Summary summary) throws IOException, InterruptedException {
        boolean newKeyspace = keyspace().isEmpty();
        if (newKeyspace) {
            cql.change(ResourceText.read(CassandraSchema.class, "keyspace.cql"));
            LOG.info("keyspace created keyspace={}", settings.keyspace());
        }
        summary.with("cassandra_keyspace_created", newKeyspace);
        if (!ledger.exists()) {
            cql.change(ResourceText.read(CassandraSchema.class, "ledger.cql"));
        }
        summary.with("cassandra_migrations", ledger.pending(migrations).isEmpty() ? 0 : migrate());
    }

    @Override
    public void repair(Summary summary) throws IOException {
        Map<String, String> columns = inspection.addable(keyspace());
        String statement = ResourceText.read(CassandraSchema.class, "add-column.cql");
        for (Map.Entry<String, String> column : columns.entrySet()) {
            cql.change(statement.replace("${column}", column.getKey()).replace("${type}", column.getValue()));
            LOG.info("column added table={} column={}", table, column.getKey());
        }
        session.refreshSchema();
        summary.with("cassandra_columns_added", List.copyOf(columns.keySet()));
    }

    @Override
    public List<String> differences(Summary summary) throws IOException {
        try {
            return differences();
        } catch (UnauthorizedException e) {
            throw CassandraFailure.of(e, settings).fatal();
        }
    }

    private List<String> differences() throws IOException {
        session.refreshSchema();
        Optional<KeyspaceMetadata> keyspace = keyspace();
        if (keyspace.isEmpty()) {
            return List.of("keyspace %s is missing at %s: run schema-init to create it"
                    .formatted(settings.keyspace(), server()));
        }
        List<String> sentences =
                new ArrayList<>(inspection.ofReplication(keyspace.get().getReplication()));
        for (Migration pending : ledger.pending(migrations)) {
            sentences.add("migration V%s (%s) has not been applied to %s: run schema-init to apply it"
                    .formatted(pending.version(), pending.description(), table));
        }
        if (keyspace.get().getTable(settings.table()).isEmpty() && ledger.knowsTable()) {
            sentences.add(("table %s is missing although the ledger says it was created: run DELETE FROM"
                            + " %s.schema_ledger WHERE table_name = '%s', then schema-init to create it again")
                    .formatted(table, settings.keyspace(), settings.table()));
        }
        sentences.addAll(inspection.ofTable(keyspace));
        return sentences;
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    @SuppressWarnings("try") // the lock is held, not used
    private int migrate() throws IOException, InterruptedException {
        try (MigrationLock held = MigrationLock.acquire(cql, settings.table())) {
            if (!ledger.knowsTable()) {
                refuseForeignTable();
            }
            // Read again: another init may have done it while this one waited.
            List<Migration> pending = ledger.pending(migrations);
            for (Migration migration : pending) {
                cql.change(migration.text());
                ledger.record(migration);
                LOG.info("migration applied table={} version={}", table, migration.version());
            }
            return pending.size();
        }
    }

    /** A table that others made is adopted if it fits, and left alone, without a ledger entry, if it doesn't. */
    private void refuseForeignTable() {
        List<String> sentences = inspection.ofTable(keyspace());
        if (!sentences.isEmpty()) {
            throw new TaskException(ExitStatus.FAILED, String.join("; ", sentences));
        }
    }

    private Optional<KeyspaceMetadata> keyspace() {
        return session.getMetadata().getKeyspace(settings.keyspace());
    }

    private CqlSession open() throws IOException {
        try {
            return SchemaSession.open(settings);
        } catch (TaskException e) {
            throw e;
        } catch (RuntimeException e) {
            StoreFailure failure = CassandraFailure.of(e, settings);
            if (!failure.isOutage()) {
                throw failure.fatal();
            }
            TlsProbe.check(settings.transport(), settings.addresses());
            throw new IOException(Reason.of(firstOf(e)), e);
        }
    }

    /** The driver's own message is about all nodes at once. */
    private static Throwable firstOf(RuntimeException error) {
        return error instanceof AllNodesFailedException all
                ? all.getAllErrors().values().stream()
                        .flatMap(List::stream)
                        .findFirst()
                        .orElse(error)
                : error;
    }

    /** Enough nodes in the local data centre to hold the replicas. */
    private void requireReplicas() throws IOException {
        long nodes = session.getMetadata().getNodes().values().stream()
                .filter(node -> settings.localDatacenter().equals(node.getDatacenter()))
                .count();
        if (nodes < settings.replicationFactor()) {
            throw new IOException("%s node(s) in %s, %s asks for %s"
                    .formatted(
                            nodes,
                            settings.localDatacenter(),
                            CassandraSettings.REPLICATION_FACTOR.variable(),
                            settings.replicationFactor()));
        }
    }
}
