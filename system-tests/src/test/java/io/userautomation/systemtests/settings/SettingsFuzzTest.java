package io.userautomation.systemtests.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.mysql.MysqlSettings;
import io.userautomation.stores.postgres.PostgresSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whatever the environment says, the settings can be used or every problem names its variable. */
class SettingsFuzzTest {

    private static final String SECRET = "hunter2-of-the-tests";

    /** Without those that name files: what stands at a path is not the input's to say. */
    private static final List<Setting> ALL = Stream.of(
                    KafkaSettings.ALL,
                    TopicSettings.ALL,
                    CassandraSettings.ALL,
                    PostgresSettings.ALL,
                    MysqlSettings.ALL,
                    SchemaRegistrySettings.ALL)
            .flatMap(List::stream)
            .filter(setting -> !setting.secret() && !setting.variable().contains("FILE"))
            .toList();

    /** @param input lines of text: the first character of each picks a variable, the rest is its value */
    @FuzzTest(maxDuration = "60s")
    void should_take_any_value_or_name_the_variable(byte[] input) {
        // given
        Map<String, String> environment = new HashMap<>();
        Stream.of(KafkaSettings.ALL, CassandraSettings.ALL, PostgresSettings.ALL, MysqlSettings.ALL)
                .flatMap(List::stream)
                .filter(Setting::secret)
                .forEach(secret -> environment.put(secret.variable(), SECRET));
        new String(input, UTF_8)
                .lines()
                .filter(line -> !line.isEmpty())
                .forEach(line ->
                        environment.put(ALL.get(line.charAt(0) % ALL.size()).variable(), line.substring(1)));
        SettingsReader reader = new SettingsReader(environment);

        // when
        KafkaSettings kafka = KafkaSettings.from(reader);
        TopicSettings topics = TopicSettings.from(reader);
        CassandraSettings cassandra = CassandraSettings.from(reader);
        PostgresSettings postgres = PostgresSettings.from(reader);
        MysqlSettings mysql = MysqlSettings.from(reader);
        SchemaRegistrySettings registry = SchemaRegistrySettings.from(reader);

        // then
        try {
            reader.done();
        } catch (InvalidSettingsException refused) {
            assertThat(refused.getMessage()).doesNotContain(SECRET);
            assertThat(refused.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.sentence())
                    .startsWith(problem.setting().variable() + " is "));
            return;
        }
        assertThat(kafka.addresses()).isNotEmpty();
        assertThat(cassandra.addresses()).isNotEmpty();
        assertThat(postgres.addresses()).isNotEmpty();
        assertThat(postgres.connectionProperties()).isNotEmpty();
        assertThat(mysql.addresses()).isNotEmpty();
        assertThat(mysql.connectionProperties()).isNotEmpty();
        assertThat(Stream.of(kafka, topics, cassandra, postgres, mysql, registry)
                        .map(Object::toString))
                .noneMatch(text -> text.contains(SECRET));
    }
}
