package io.userautomation.systemtests;

import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.stores.mysql.MysqlConnections;
import io.userautomation.stores.mysql.MysqlSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What MySQL, or the MariaDB in its place, has stored. */
final class MysqlRows {

    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final MysqlSettings settings;

    MysqlRows(Map<String, String> environment) {
        this.settings = MysqlSettings.from(new SettingsReader(environment));
    }

    /** Every row's content as text, by id: the user and when it last changed, but not which Kafka record it is of. */
    Map<UUID, String> all() throws SQLException {
        try (Connection connection = MysqlConnections.open(settings, ANSWER, ANSWER);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, JSON_ARRAY(first_name, last_name, gender, address,"
                        + " post_code, email, username, dob, registered_date, phone, picture, ingested_at) FROM "
                        + settings.table())) {
            Map<UUID, String> rows = new TreeMap<>();
            while (row.next()) {
                rows.put(UUID.fromString(row.getString(1)), row.getString(2));
            }
            return rows;
        }
    }
}
