package io.userautomation.stores.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

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
                .containsExactly("column dob of users is text, expected timestamp with time zone: convert it with ALTER"
                        + " TABLE users ALTER COLUMN dob TYPE timestamp with time zone USING dob::timestamp with time"
                        + " zone, or set POSTGRES_TABLE to another name");
    }

    @Test
    void should_refuse_another_primary_key() {
        assertThat(inspection.of(
                        with(new Column("email", "text", true, true, "r"), new Column("id", "uuid", true, false, "r"))))
                .containsExactly(
                        "the primary key of users is (email), expected (id): set POSTGRES_TABLE to another name");
    }

    @Test
    void should_refuse_columns_that_no_row_could_fill() {
        assertThat(inspection.of(with(
                        new Column("phone", "text", true, false, "r"), new Column("tenant", "text", true, false, "r"))))
                .containsExactly(
                        "column phone of users may not be null, but rows come without it: run ALTER TABLE users ALTER"
                                + " COLUMN phone DROP NOT NULL",
                        "column tenant of users may not be null, but rows come without it: run ALTER TABLE users ALTER"
                                + " COLUMN tenant DROP NOT NULL");
    }

    @Test
    void should_accept_required_fields_that_may_not_be_null() {
        assertThat(inspection.of(with(new Column("email", "text", true, false, "r"))))
                .isEmpty();
    }

    @Test
    void should_refuse_a_view() {
        assertThat(inspection.of(List.of(new Column("id", "uuid", false, false, "v"))))
                .containsExactly("users is not a table but a view or the like: set POSTGRES_TABLE to another name");
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
        columns.add(new Column("id", "uuid", true, true, "r"));
        Stream.of("first_name", "last_name", "gender", "address", "post_code", "email", "username", "phone", "picture")
                .forEach(name -> columns.add(column(name, "text")));
        Stream.of("dob", "registered_date", "event_time", "ingested_at")
                .forEach(name -> columns.add(column(name, "timestamp with time zone")));
        columns.add(column("kafka_offset", "bigint"));
        return columns;
    }

    private static Column column(String name, String type) {
        return new Column(name, type, false, false, "r");
    }
}
