package io.userautomation.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.SettingsReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With no store on the class path; those that there are have tests of their own. */
class StoresTest {

    @Test
    void should_name_both_stores_where_nothing_is_set() {
        SettingsReader reader = new SettingsReader(Map.of());

        assertThat(Stores.namesFrom(reader)).containsExactly("cassandra", "postgres");
        reader.done();
    }

    @Test
    void should_name_them_in_their_order() {
        assertThat(Stores.namesFrom(new SettingsReader(Map.of("STORES", "postgres, other_one"))))
                .containsExactly("postgres", "other_one");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "postgres,postgres", "Postgres", "postgres;", "../postgres"})
    void should_refuse_what_names_no_stores(String value) {
        SettingsReader reader = new SettingsReader(Map.of("STORES", value));
        Stores.namesFrom(reader);

        assertThatThrownBy(reader::done).hasMessageContaining("STORES is '");
    }

    @Test
    void should_refuse_a_store_that_the_jar_does_not_hold() {
        SettingsReader reader = new SettingsReader(Map.of("STORES", "postgres"));

        assertThat(Stores.from(reader)).isEmpty();
        assertThatThrownBy(reader::done).hasMessageContaining("STORES is 'postgres': must be names of stores");
    }

    @Test
    void should_call_the_consumer_groups_as_ever() {
        assertThat(Stores.consumerGroup("cassandra")).isEqualTo("user_automation.cassandra");
    }
}
