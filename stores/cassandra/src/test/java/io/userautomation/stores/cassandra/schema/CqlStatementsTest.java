package io.userautomation.stores.cassandra.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CqlStatementsTest {

    @Test
    void should_split_at_semicolons_that_end_a_line_and_drop_comments() {
        String text = """
                -- First; the one.
                CREATE TABLE ${table} (id uuid)
                  WITH comment = 'a; b';

                  -- Then
                DROP TABLE x; \n""";

        List<String> statements = CqlStatements.in(text, Map.of("table", "users"));

        assertThat(statements).containsExactly("CREATE TABLE users (id uuid)\n  WITH comment = 'a; b'", "DROP TABLE x");
    }
}
