package io.userautomation.kafka.settings;

import io.userautomation.commandline.settings.Checks;
import io.userautomation.commandline.settings.Identifiers;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.util.List;
import java.util.Set;

/**
 * The topics and their shape.
 *
 * @param users the users themselves
 * @param deadLetters what could not be published or stored
 * @param runs the compacted topic of run manifests, publish progress and store reports
 * @param partitions of the users topic; the others have one
 * @param replicationFactor of all of them
 */
public record TopicSettings(String users, String deadLetters, String runs, int partitions, int replicationFactor) {

    public static final Setting USERS = Setting.variable(
            "USERS_TOPIC", "users_created", "", Identifiers.TOPIC_ALLOWED, "Topic that carries the users.");
    public static final Setting DEAD_LETTERS = Setting.variable(
            "DEAD_LETTER_TOPIC",
            null,
            "",
            Identifiers.TOPIC_ALLOWED + ", unlike the other topics",
            "Topic of what can't be stored; by default the users topic's name with `.dlq` appended.");
    public static final Setting RUNS = Setting.variable(
            "RUNS_TOPIC",
            null,
            "",
            Identifiers.TOPIC_ALLOWED + ", unlike the other topics",
            "Compacted topic of run manifests; by default the users topic's name with `.runs` appended.");
    public static final Setting PARTITIONS = Setting.variable(
            "USERS_TOPIC_PARTITIONS", "4", "partitions", "1 to 1000", "Partitions of the users topic when created.");
    public static final Setting REPLICATION_FACTOR = Setting.variable(
            "KAFKA_REPLICATION_FACTOR", "1", "replicas", "1 to 9", "Replicas of each topic when created.");

    public static final List<Setting> ALL = List.of(USERS, DEAD_LETTERS, RUNS, PARTITIONS, REPLICATION_FACTOR);

    private static final String OWNERS = ".owners";

    private static final int MAX_PARTITIONS = 1_000;
    private static final int MAX_REPLICAS = 9;

    public TopicSettings {
        // The other two names follow the users topic's by default: no second complaint of the same mistake.
        boolean sound = Identifiers.isTopic(users);
        new Checks()
                .require(sound, USERS, users)
                .require(
                        !sound
                                || (Identifiers.isTopic(deadLetters)
                                        && !Set.of(users, users + OWNERS).contains(deadLetters)),
                        DEAD_LETTERS,
                        deadLetters)
                .require(
                        !sound
                                || (Identifiers.isTopic(runs)
                                        && !List.of(users, users + OWNERS, deadLetters)
                                                .contains(runs)),
                        RUNS,
                        runs)
                .within(1, partitions, MAX_PARTITIONS, PARTITIONS)
                .within(1, replicationFactor, MAX_REPLICAS, REPLICATION_FACTOR)
                .done();
    }

    /**
     * The topic without a record whose one partition Kafka gives to one driver at a time, for each checkpoint. It follows the
     * users topic's name, since two drivers that called it differently would both write.
     */
    public String owners() {
        return users + OWNERS;
    }

    /** The group, or null after noting its problems with the reader. */
    public static TopicSettings from(SettingsReader reader) {
        String users = reader.text(USERS);
        return reader.group(() -> new TopicSettings(
                users,
                reader.optionalText(DEAD_LETTERS).orElse(users + ".dlq"),
                reader.optionalText(RUNS).orElse(users + ".runs"),
                reader.integer(PARTITIONS),
                reader.integer(REPLICATION_FACTOR)));
    }
}
