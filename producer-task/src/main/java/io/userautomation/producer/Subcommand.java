package io.userautomation.producer;

import io.userautomation.commandline.Task;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.kafka.settings.RunIdSetting;
import io.userautomation.producer.settings.ApiSettings;
import io.userautomation.producer.settings.ClusterSettings;
import io.userautomation.producer.settings.PublishSettings;
import io.userautomation.producer.settings.ReplaySettings;
import io.userautomation.producer.settings.RequestSettings;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What the jar can do: each command's name, flags, and the task that it is. */
enum Subcommand {
    OPEN_RUN(
            "open-run",
            "Opens a run, or opens it again: the next epoch of the same users.",
            join(List.of(
                    List.of(RunIdSetting.RUN_ID), RequestSettings.ALL, List.of(ApiSettings.URL), ClusterSettings.ALL)),
            Tasks::openRun),
    PUBLISH(
            "publish",
            "Publishes all users of an open run, from the first on: doing it again publishes the same users.",
            join(List.of(
                    List.of(RunIdSetting.RUN_ID),
                    RequestSettings.ALL,
                    PublishSettings.ALL,
                    ApiSettings.ALL,
                    ClusterSettings.ALL)),
            Tasks::publish),
    CLOSE_RUN(
            "close-run",
            "Closes a run with the outcome of its best attempt to publish; a closed run stays as it is.",
            join(List.of(List.of(RunIdSetting.RUN_ID), ClusterSettings.ALL)),
            Tasks::closeRun),
    RUN(
            "run",
            "Opens a run, publishes it, and closes it whatever became of that; without a run id it makes one.",
            join(List.of(
                    List.of(RunIdSetting.RUN_ID),
                    RequestSettings.ALL,
                    PublishSettings.ALL,
                    ApiSettings.ALL,
                    ClusterSettings.ALL)),
            Tasks::run),
    REPLAY_DEAD_LETTERS(
            "replay-dead-letters",
            "Sends dead letters to the users topic again, each once: those that a filter leaves out stay for another time.",
            join(List.of(List.of(RunIdSetting.RUN_ID), ReplaySettings.ALL, ClusterSettings.ALL)),
            Tasks::replayDeadLetters);

    private final String title;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
    private final List<Setting> flags;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final BiFunction<Tasks, SettingsReader, Task> task;

    Subcommand(String title, String description, List<Setting> flags, BiFunction<Tasks, SettingsReader, Task> task) {
        this.title = title;
        this.description = description;
        this.flags = flags;
        this.task = task;
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    List<Setting> flags() {
        return flags;
    }

    /** @throws io.userautomation.commandline.settings.InvalidSettingsException with every problem at once */
    Task task(Tasks tasks, SettingsReader reader) {
        return task.apply(tasks, reader);
    }

    static Subcommand titled(String title) {
        return Stream.of(values())
                .filter(command -> command.title.equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static List<Setting> join(List<List<Setting>> groups) {
        return groups.stream().flatMap(List::stream).toList();
    }
}
