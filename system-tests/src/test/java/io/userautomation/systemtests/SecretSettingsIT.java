package io.userautomation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is true of every secret that a jar takes. */
class SecretSettingsIT {

    private static final Pattern LOOKS_LIKE_ONE = Pattern.compile("PASSWORD|SECRET|TOKEN|CREDENTIAL|(^|_)KEY(_|$)");

    @TempDir
    private Path folder;

    @Test
    void should_take_every_secret_from_a_file_and_none_from_a_flag() throws Exception {
        // given
        List<Setting> secrets =
                JarSettings.ofAllJars().stream().filter(Setting::secret).toList();
        assertThat(secrets)
                .extracting(Setting::variable)
                .contains("CASSANDRA_PASSWORD", "KAFKA_PASSWORD", "POSTGRES_PASSWORD", "SCHEMA_REGISTRY_PASSWORD");
        for (Setting secret : secrets) {
            Path file = Files.writeString(folder.resolve(secret.variable()), "in the file of " + secret.variable());
            // when
            SettingsReader reader = new SettingsReader(Map.of(secret.variable() + "_FILE", file.toString()));
            // then
            assertThat(reader.optionalText(secret))
                    .as(secret.variable())
                    .contains("in the file of " + secret.variable());
            assertThat(secret.flag()).as(secret.variable()).isNull();
        }
    }

    @Test
    void should_treat_whatever_is_called_like_a_secret_as_one() throws Exception {
        assertThat(JarSettings.ofAllJars())
                .filteredOn(
                        setting -> LOOKS_LIKE_ONE.matcher(setting.variable()).find())
                .isNotEmpty()
                .allMatch(Setting::secret);
    }
}
