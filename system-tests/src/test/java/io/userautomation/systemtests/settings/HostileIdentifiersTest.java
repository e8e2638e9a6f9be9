package io.userautomation.systemtests.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.RunIdSetting;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.stores.cassandra.CassandraSettings;
import io.userautomation.stores.mysql.MysqlSettings;
import io.userautomation.stores.postgres.PostgresSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A name that ends in a statement, a topic or a path is refused when it holds more than a name. */
class HostileIdentifiersTest {

    private static final List<String> HOSTILE = List.of(
            "x; DROP TABLE users",
            "x' OR '1'='1",
            "x\"",
            "x -- y",
            "x/*",
            "x y",
            "x\ny",
            "x\n",
            "x\ty",
            "x\u0000",
            "../x",
            "x$(touch y)",
            "x`touch y`",
            "x{{ y }}",
            "ünï",
            "\uFF58",
            "x".repeat(251));

    private static final Map<String, Consumer<SettingsReader>> GROUPS = Map.of(
            "USERS_TOPIC", TopicSettings::from,
            "DEAD_LETTER_TOPIC", TopicSettings::from,
            "RUNS_TOPIC", TopicSettings::from,
            "CASSANDRA_LOCAL_DATACENTER", CassandraSettings::from,
            "CASSANDRA_KEYSPACE", CassandraSettings::from,
            "CASSANDRA_TABLE", CassandraSettings::from,
            "POSTGRES_TABLE", PostgresSettings::from,
            "MYSQL_TABLE", MysqlSettings::from,
            "RUN_ID", RunIdSetting::optionalFrom);

    static Stream<Arguments> hostile() {
        return GROUPS.keySet().stream()
                .flatMap(variable -> HOSTILE.stream().map(value -> Arguments.of(variable, value)));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void should_refuse_a_name_that_holds_more_than_a_name(String variable, String value) {
        // given
        SettingsReader reader = new SettingsReader(Map.of(variable, value));

        // when
        GROUPS.get(variable).accept(reader);

        // then
        assertThatThrownBy(reader::done).isInstanceOfSatisfying(InvalidSettingsException.class, refused -> assertThat(
                        refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.setting().variable()).isEqualTo(variable)));
    }
}
