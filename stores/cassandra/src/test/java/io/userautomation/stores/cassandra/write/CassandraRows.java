package io.userautomation.stores.cassandra.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads the users' table as a lookup would. */
public final class CassandraRows implements AutoCloseable {

    /** More than these are found faster by reading the whole table. */
    private static final int MAX_LOOKED_UP = 100;

    private final CqlSession session;
    private final String table;

    public CassandraRows(CassandraSettings settings) {
        this.session = CqlSession.builder()
                .addContactPoints(settings.addresses().stream()
                        .map(address -> new InetSocketAddress(address.getHostString(), address.getPort()))
                        .toList())
                .withLocalDatacenter(settings.localDatacenter())
                .build();
        this.table = settings.keyspace() + "." + settings.table();
    }

    public UserRecord user(UUID id) {
        Row row =
                session.execute("SELECT * FROM " + table + " WHERE id = ?", id).one();
        return row == null
                ? null
                : new UserRecord(
                        row.getUuid("id").toString(),
                        row.getString("first_name"),
                        row.getString("last_name"),
                        row.getString("gender"),
                        row.getString("address"),
                        row.getString("post_code"),
                        row.getString("email"),
                        row.getString("username"),
                        row.getString("dob"),
                        row.getString("registered_date"),
                        row.getString("phone"),
                        row.getString("picture"));
    }

    /** Microseconds since 1970. */
    public long writeTime(UUID id) {
        return session.execute("SELECT writetime(first_name) FROM " + table + " WHERE id = ?", id)
                .one()
                .getLong(0);
    }

    public int count(Collection<UUID> ids) {
        if (ids.size() <= MAX_LOOKED_UP) {
            return session.execute("SELECT id FROM " + table + " WHERE id IN ?", List.copyOf(ids))
                    .all()
                    .size();
        }
        return (int) session.execute("SELECT id FROM " + table).all().stream()
                .filter(row -> ids.contains(row.getUuid(0)))
                .count();
    }

    public void execute(String statement) {
        session.execute(statement);
    }

    @Override
    public void close() {
        session.close();
    }
}
