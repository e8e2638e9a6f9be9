package io.userautomation.deadletters;

import io.userautomation.commandline.Command;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.Task;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.deadletters.list.DeadLetterList;
import io.userautomation.deadletters.replay.ReplayDeadLetters;
import io.userautomation.deadletters.settings.ClusterSettings;
import io.userautomation.deadletters.settings.ListSettings;
import io.userautomation.deadletters.settings.ReplaySettings;
import io.userautomation.kafka.settings.KafkaFailure;
import io.userautomation.kafka.settings.RunIdSetting;
import java.util.List;
import java.util.stream.Stream;

/** What the jar can do: reads each command's settings and wires its work together. */
final class Commands {

    static final Command LIST = Command.of(
            "list",
            "Lists the dead letters by reason, contents masked, and how many of them have been replayed.",
            flags(List.of()),
            Commands::list);

    static final Command EXPORT = Command.of(
            "export",
            "Lists the dead letters, and writes those that are open to a new file, personal data and all.",
            flags(ListSettings.ALL),
            Commands::export);

    static final Command REPLAY = Command.of(
            "replay",
            "Sends dead letters to the users topic again, each once. Those that a filter leaves out stay for another time.",
            flags(ReplaySettings.ALL),
            Commands::replay);

    static final Command ALL =
            Command.of("dead-letter-task", "Lists, exports and replays dead letters.", List.of(LIST, EXPORT, REPLAY));

    private Commands() {}

    private static List<Setting> flags(List<Setting> own) {
        return Stream.of(List.of(RunIdSetting.RUN_ID), own, ClusterSettings.ALL)
                .flatMap(List::stream)
                .toList();
    }

    private static Summary list(SettingsReader reader) throws Exception {
        return list(reader, ListSettings.from(reader));
    }

    private static Summary export(SettingsReader reader) throws Exception {
        return list(reader, ListSettings.withExportFrom(reader));
    }

    private static Summary list(SettingsReader reader, ListSettings settings) throws Exception {
        ClusterSettings cluster = ClusterSettings.from(reader);
        reader.done();
        return guarded(cluster, () -> new DeadLetterList(cluster, settings).run());
    }

    private static Summary replay(SettingsReader reader) throws Exception {
        ReplaySettings settings = ReplaySettings.from(reader);
        ClusterSettings cluster = ClusterSettings.from(reader);
        reader.done();
        return guarded(cluster, () -> new ReplayDeadLetters(cluster, settings).run());
    }

    private static Summary guarded(ClusterSettings cluster, Task task) throws Exception {
        return KafkaFailure.guard(cluster.kafka(), cluster.timeout(), task);
    }
}
