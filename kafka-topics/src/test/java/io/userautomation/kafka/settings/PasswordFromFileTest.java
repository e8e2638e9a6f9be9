package io.userautomation.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordFromFileTest {

    private static final String HANDLER = "sasl.client.callback.handler.class";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("pass \"word\""), "first\n");
    }

    @Test
    void should_log_a_client_in_with_what_the_file_holds_then() throws Exception {
        Map<String, Object> client =
                settings("KAFKA_PASSWORD_FILE", file.toString()).clientProperties();
        PasswordFromFile login = login(client);

        assertThat(client).containsEntry(HANDLER, PasswordFromFile.class.getName());
        assertThat(password(login)).isEqualTo("first");
        Files.writeString(file, "sec\"ond");
        assertThat(password(login)).isEqualTo("sec\"ond");
    }

    @Test
    void should_log_a_client_in_with_the_password_that_came_along_where_the_file_is_not() throws Exception {
        Map<String, Object> client =
                settings("KAFKA_PASSWORD_FILE", file.toString()).clientProperties();
        Files.delete(file);

        assertThat(password(login(client))).isEqualTo("first");
    }

    @Test
    void should_give_each_new_client_the_password_as_it_is_then() throws Exception {
        KafkaSettings settings = settings("KAFKA_PASSWORD_FILE", file.toString());
        Files.writeString(file, "second");

        assertThat(settings.clientProperties().get("sasl.jaas.config").toString())
                .contains("password=\"second\"")
                .doesNotContain("first");
    }

    @Test
    void should_leave_a_password_in_a_variable_to_kafka() {
        Map<String, Object> client = settings("KAFKA_PASSWORD", "first").clientProperties();

        assertThat(client).doesNotContainKey(HANDLER);
        assertThat(client.get("sasl.jaas.config").toString()).endsWith(" required username=\"me\" password=\"first\";");
    }

    private static KafkaSettings settings(String variable, String value) {
        SettingsReader reader = new SettingsReader(
                Map.of("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT", "KAFKA_USERNAME", "me", variable, value));
        KafkaSettings settings = KafkaSettings.from(reader);
        reader.done();
        return settings;
    }

    /** As Kafka's clients make one. */
    private static PasswordFromFile login(Map<String, Object> client) {
        Map<String, Object> configs = new HashMap<>(client);
        configs.put(
                "sasl.jaas.config", new Password(client.get("sasl.jaas.config").toString()));
        List<AppConfigurationEntry> logins =
                JaasContext.loadClientContext(configs).configurationEntries();
        PasswordFromFile login = new PasswordFromFile();
        login.configure(configs, "SCRAM-SHA-512", logins);
        return login;
    }

    private static String password(PasswordFromFile login) throws Exception {
        PasswordCallback asked = new PasswordCallback("password", false);
        login.handle(new Callback[] {asked});
        return new String(asked.getPassword());
    }
}
