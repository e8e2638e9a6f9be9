package io.userautomation.stores.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MysqlSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db:3306/users",
                "jdbc:mariadb://db:3306/users",
                "jdbc:mysql://one:3306,two:3306/users?allowPublicKeyRetrieval=true"
            })
    void should_take_an_url_of_either_name(String url) {
        assertThat(settings(url, Map.of()).driverUrl()).isEqualTo(url.replace("jdbc:mysql", "jdbc:mariadb"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db:3306/users",
                "jdbc:mysql://db/users",
                "jdbc:mysql://db:3306/",
                "jdbc:mysql://ada:secret@db:3306/users",
                "jdbc:mysql://db:3306/users?password=secret",
                "jdbc:mysql://(host=db)(port=3306)/users"
            })
    void should_refuse_an_url_that_is_none_or_holds_a_login(String url) {
        assertThatThrownBy(() -> settings(url, Map.of()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("MYSQL_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslMode=trust", "useSsl=false", "serverSslCert=/a", "trustServerCertificate=true"})
    void should_refuse_parameters_that_would_weaken_tls(String parameter) {
        String url = "jdbc:mysql://db:3306/users?" + parameter;

        assertThatThrownBy(() -> settings(url, Map.of("MYSQL_TLS", "true")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("MYSQL_URL");
    }

    @Test
    void should_show_no_secret() {
        Map<String, String> login = Map.of("MYSQL_USERNAME", "writer", "MYSQL_PASSWORD", "a-secret");

        assertThat(settings("jdbc:mysql://db:3306/users", login)).hasToString("MySQL at db:3306, table user_data");
    }

    private static MysqlSettings settings(String url, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MYSQL_URL", url);
        SettingsReader reader = new SettingsReader(environment);
        MysqlSettings settings = MysqlSettings.from(reader);
        reader.done();
        return settings;
    }
}
