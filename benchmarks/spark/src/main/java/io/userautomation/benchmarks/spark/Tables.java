package io.userautomation.benchmarks.spark;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.postgres.PostgresSettings;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Scanner;

/** The users' tables of both databases, for programs that write them without the job. */
public final class Tables {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Tables() {}

    /**
     * Empties them as it is asked to, until its input ends: each line names one, {@code cassandra} or {@code postgres}, and
     * how many rows it should hold by now. Says so when it is empty; fails if it held others.
     */
    public static void main(String[] args) throws SQLException {
        CassandraSettings cassandra = Settings.cassandra();
        PostgresSettings postgres = Settings.postgres();
        Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8);
        try (CqlSession session = session(cassandra)) {
            while (lines.hasNext()) {
                String database = lines.next();
                long expected = lines.nextLong();
                long found = database.equals("cassandra") ? emptied(session, cassandra) : emptied(postgres);
                if (found != expected) {
                    throw new IllegalStateException("%s holds %s rows, not %s".formatted(database, found, expected));
                }
                System.out.println(database + " is empty");
            }
        }
    }

    /** Counted here, page by page: a million rows are more than the server counts before its time-out. */
    private static long emptied(CqlSession session, CassandraSettings cassandra) {
        long rows = 0;
        for (Row unused : session.execute("SELECT id FROM " + name(cassandra))) {
            rows++;
        }
        session.execute("TRUNCATE " + name(cassandra));
        return rows;
    }

    private static long emptied(PostgresSettings postgres) throws SQLException {
        try (Connection connection = connection(postgres, "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM \"" + postgres.table() + "\"")) {
            rows.next();
            long count = rows.getLong(1);
            statement.execute("TRUNCATE \"" + postgres.table() + "\"");
            return count;
        }
    }

    static String name(CassandraSettings cassandra) {
        return "\"%s\".\"%s\"".formatted(cassandra.keyspace(), cassandra.table());
    }

    static CqlSession session(CassandraSettings cassandra) {
        return CqlSession.builder()
                .addContactPoints(cassandra.addresses().stream()
                        .map(address -> new InetSocketAddress(address.getHostString(), address.getPort()))
                        .toList())
                .withLocalDatacenter(cassandra.localDatacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                        .build())
                .build();
    }

    /** @param options appended to the URL, as in {@code "?reWriteBatchedInserts=true"} */
    static Connection connection(PostgresSettings postgres, String options) throws SQLException {
        return DriverManager.getConnection(postgres.url() + options, postgres.connectionProperties());
    }
}
