package io.userautomation.stores.mysql.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.stores.mysql.UsersTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableInspectionTest {

    private final TableInspection inspection = new TableInspection("users");

    @Test
    void should_accept_the_table_as_migrated() {
        assertThat(inspection.of(columns())).isEmpty();
    }

    @Test
    void should_adopt_further_columns_that_need_no_value() {
        assertThat(inspection.of(with(column("note", "integer")))).isEmpty();
    }

    @Test
    void should_say_how_to_convert_a_column() {
        assertThat(inspection.of(with(column("dob", "text"))))
                .containsExactly("column dob of users is text, expected datetime(3): convert it with ALTER TABLE users"
                        + " MODIFY dob datetime(3), or set MYSQL_TABLE to another name");
        assertThat(inspection.of(with(column("phone", "text character set latin1"))))
                .containsExactly("column phone of users is text character set latin1, expected text: convert it with"
                        + " ALTER TABLE users MODIFY phone text CHARACTER SET utf8mb4, or set MYSQL_TABLE to another"
                        + " name");
    }

    @Test
    void should_refuse_a_table_that_a_crash_would_harm() {
        List<Column> columns = columns();
        columns.replaceAll(column ->
                new Column(column.name(), column.type(), column.refusesNull(), column.inPrimaryKey(), true, "MyISAM"));

        assertThat(inspection.of(columns))
                .containsExactly(
                        "users is kept by MyISAM, which loses rows in a crash: run ALTER TABLE users ENGINE = InnoDB");
    }

    @Test
    void should_refuse_another_primary_key() {
        assertThat(inspection.of(with(
                        new Column("email", "text", true, true, true, "InnoDB"),
                        new Column("id", "char(36)", true, false, true, "InnoDB"))))
                .containsExactly("the primary key of users is (email), expected (id): set MYSQL_TABLE to another name");
    }

    @Test
    void should_refuse_columns_that_no_row_could_fill() {
        assertThat(inspection.of(with(
                        new Column("phone", "text", true, false, true, "InnoDB"),
                        new Column("tenant", "text", true, false, true, "InnoDB"))))
                .containsExactly(
                        "column phone of users may not be null, but rows come without it: run ALTER TABLE users MODIFY"
                                + " phone text NULL",
                        "column tenant of users may not be null, but rows come without it: run ALTER TABLE users MODIFY"
                                + " tenant text NULL");
    }

    @Test
    void should_accept_required_fields_that_may_not_be_null() {
        assertThat(inspection.of(with(new Column("email", "text", true, false, true, "InnoDB"))))
                .isEmpty();
    }

    @Test
    void should_refuse_a_view() {
        assertThat(inspection.of(List.of(new Column("id", "char(36)", false, false, false, null))))
                .containsExactly("users is not a table but a view or the like: set MYSQL_TABLE to another name");
    }

    private static List<Column> with(Column... others) {
        List<Column> columns = columns();
        for (Column other : others) {
            columns.removeIf(column -> column.name().equals(other.name()));
            columns.add(other);
        }
        return columns;
    }

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("id", "char(36)", true, true, true, "InnoDB"));
        Stream.of("first_name", "last_name", "gender", "address", "post_code", "email", "username", "phone", "picture")
                .forEach(name -> columns.add(column(name, "text")));
        Stream.of("dob", "registered_date", "event_time").forEach(name -> columns.add(column(name, "datetime(3)")));
        columns.add(column("kafka_offset", "bigint"));
        columns.add(column("ingested_at", "datetime(6)"));
        return columns;
    }

    private static Column column(String name, String type) {
        return new Column(name, type, false, false, true, "InnoDB");
    }
}
