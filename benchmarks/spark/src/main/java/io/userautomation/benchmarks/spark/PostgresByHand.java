package io.userautomation.benchmarks.spark;

import io.userautomation.model.record.Instants;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.postgres.PostgresSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/**
 * The ways to write many rows that one would try by hand, a thread and a connection for each core, every one with the
 * guard that lets a newer version win.
 */
public final class PostgresByHand {

    private static final int CHUNK_ROWS = 2_000;

    private static final List<String> TYPES = List.of(
            "uuid",
            "text",
            "text",
            "text",
            "text",
            "text",
            "text",
            "text",
            "timestamptz",
            "timestamptz",
            "text",
            "text",
            "timestamptz",
            "bigint");

    private static final String COLUMNS = Stream.concat(
                    Arrays.stream(UserField.values()).map(UserField::key), Stream.of("event_time", "kafka_offset"))
            .collect(Collectors.joining(", "));

    /** How rows get there. */
    private enum Way {
        /** COPY into a temporary table, which is merged. */
        COPY,
        /** One INSERT per row in a batch that the driver makes one of many rows of. */
        REWRITTEN,
        /** One INSERT of an array per column. */
        UNNEST,
        /** One INSERT per row in a batch. */
        NAIVE
    }

    private final Way way;
    private final PostgresSettings postgres;
    private final String into;
    private final String guarded;

    private PostgresByHand(Way way, PostgresSettings postgres) {
        this.way = way;
        this.postgres = postgres;
        this.into = "INSERT INTO \"%s\" AS stored (%s, ingested_at) ".formatted(postgres.table(), COLUMNS);
        this.guarded = " ON CONFLICT (id) DO UPDATE SET "
                + Stream.concat(Arrays.stream(COLUMNS.split(", ", -1)).skip(1), Stream.of("ingested_at"))
                        .map(column -> column + " = excluded." + column)
                        .collect(Collectors.joining(", "))
                + " WHERE (stored.event_time, stored.kafka_offset) < (excluded.event_time, excluded.kafka_offset)";
    }

    /** @param args {@code copy}, {@code rewritten}, {@code unnest} or {@code naive}, file of users, how many to write first */
    public static void main(String[] args) throws Exception {
        Way way = Way.valueOf(args[0].toUpperCase(Locale.ROOT));
        PostgresByHand writer = new PostgresByHand(way, Settings.postgres());
        List<ValidUser> users = UsersInMemory.read(Path.of(args[1]));
        int warmUp = Integer.parseInt(args[2]);
        writer.write(users.subList(0, warmUp));
        Clock.measure(users.size() - warmUp, () -> writer.write(users.subList(warmUp, users.size())));
    }

    private void write(List<ValidUser> users) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<Void>> shares = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            List<ValidUser> share = users.subList(users.size() * i / threads, users.size() * (i + 1) / threads);
            shares.add(pool.submit(() -> writeShare(share)));
        }
        for (Future<Void> share : shares) {
            share.get();
        }
        pool.shutdown();
    }

    private Void writeShare(List<ValidUser> users) throws SQLException, IOException {
        String options = way == Way.REWRITTEN ? "?reWriteBatchedInserts=true" : "";
        try (Connection connection = Tables.connection(postgres, options)) {
            connection.setAutoCommit(false);
            for (int start = 0; start < users.size(); start += CHUNK_ROWS) {
                List<ValidUser> chunk = users.subList(start, Math.min(start + CHUNK_ROWS, users.size()));
                switch (way) {
                    case COPY -> copy(connection, chunk);
                    case UNNEST -> unnest(connection, chunk);
                    case REWRITTEN, NAIVE -> batch(connection, chunk);
                }
                connection.commit();
            }
        }
        return null;
    }

    private void copy(Connection connection, List<ValidUser> users) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE IF NOT EXISTS incoming ON COMMIT DELETE ROWS AS SELECT " + COLUMNS
                    + " FROM \"" + postgres.table() + "\" LIMIT 0");
            StringBuilder text = new StringBuilder();
            for (ValidUser user : users) {
                text.append(values(user).stream().map(PostgresByHand::copied).collect(Collectors.joining("\t")))
                        .append('\n');
            }
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY incoming FROM STDIN", new StringReader(text.toString()));
            statement.execute(into + "SELECT *, now() FROM incoming" + guarded);
        }
    }

    private static String copied(String value) {
        return value == null
                ? "\\N"
                : value.replace("\\", "\\\\")
                        .replace("\t", "\\t")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r");
    }

    private void unnest(Connection connection, List<ValidUser> users) throws SQLException {
        String arrays = TYPES.stream().map(type -> "?::" + type + "[]").collect(Collectors.joining(", "));
        try (PreparedStatement statement = connection.prepareStatement(
                into + "SELECT incoming.*, now() FROM unnest(" + arrays + ") AS incoming" + guarded)) {
            List<List<String>> rows = users.stream().map(PostgresByHand::values).toList();
            for (int i = 0; i < TYPES.size(); i++) {
                int column = i;
                // The driver sends an array of this class in binary where the column is a text.
                String[] values = rows.stream().map(row -> row.get(column)).toArray(String[]::new);
                statement.setArray(column + 1, connection.createArrayOf(TYPES.get(column), values));
            }
            statement.executeUpdate();
        }
    }

    private void batch(Connection connection, List<ValidUser> users) throws SQLException {
        String parameters = TYPES.stream().map(type -> "?::" + type).collect(Collectors.joining(", "));
        try (PreparedStatement statement =
                connection.prepareStatement(into + "VALUES (" + parameters + ", now())" + guarded)) {
            for (ValidUser user : users) {
                List<String> values = values(user);
                for (int i = 0; i < values.size(); i++) {
                    statement.setString(i + 1, values.get(i));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** As text, in the columns' order; null where there is none. */
    private static List<String> values(ValidUser user) {
        List<String> values = new ArrayList<>();
        for (UserField field : UserField.values()) {
            String text = field.of(user.user());
            boolean instant = field == UserField.DOB || field == UserField.REGISTERED_DATE;
            values.add(
                    instant && text != null ? Instants.parse(text).orElseThrow().toString() : text);
        }
        values.add(Instant.ofEpochMilli(user.origin().timestampMillis()).toString());
        values.add(Long.toString(user.origin().offset()));
        return values;
    }
}
