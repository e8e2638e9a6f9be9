package io.userautomation.stores.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.settings.SettingsReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PostgresSettingsTest {

    @Test
    void should_ask_for_the_primary_where_there_are_several_hosts() {
        assertThat(properties("jdbc:postgresql://a:5432,b:5432/users")).containsEntry("targetServerType", "primary");
        assertThat(properties("jdbc:postgresql://a:5432/users")).doesNotContainKey("targetServerType");
    }

    private static Properties properties(String url) {
        return PostgresSettings.from(new SettingsReader(Map.of("POSTGRES_URL", url)))
                .connectionProperties();
    }
}
