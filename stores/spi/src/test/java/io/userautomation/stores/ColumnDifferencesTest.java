package io.userautomation.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnDifferencesTest {

    @Test
    void should_find_no_difference_where_types_agree_and_other_columns_exist() {
        assertThat(between(Map.of("phone", "text"), Map.of("phone", "text", "note", "int")))
                .isEmpty();
    }

    @Test
    void should_say_what_a_column_is_and_what_it_should_be() {
        assertThat(between(Map.of("phone", "text"), Map.of("phone", "int")))
                .containsExactly("column phone of streams.users is int, expected text: turn phone into text");
    }

    @Test
    void should_say_how_to_add_a_missing_column() {
        assertThat(between(Map.of("phone", "text"), Map.of("mobile", "text")))
                .containsExactly("column phone of streams.users is missing, expected text: add it with ALTER TABLE"
                        + " streams.users ADD phone text, or by schema-init --repair");
    }

    private static List<String> between(Map<String, String> expected, Map<String, String> found) {
        return ColumnDifferences.between("streams.users", expected, found, "turn %s into %s"::formatted);
    }
}
