package io.userautomation.producer;

import io.userautomation.commandline.Command;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.kafka.settings.RunIdSetting;
import io.userautomation.producer.settings.ApiSettings;
import io.userautomation.producer.settings.ClusterSettings;
import io.userautomation.producer.settings.PublishSettings;
import io.userautomation.producer.settings.RequestSettings;
import java.util.List;

/** What the jar can do: each command's name, flags, and the task that it is. */
final class Commands {

    private static final List<Setting> PUBLISHING =
            join(List.of(RequestSettings.ALL, PublishSettings.ALL, ApiSettings.ALL));

    private Commands() {}

    static Command of(Tasks tasks) {
        return Command.of(
                "producer-task",
                "Users from the Random User API to Kafka, each acknowledged. Dead letters are dead-letter-task's.",
                List.of(
                        command(
                                "open-run",
                                "Opens a run, or opens it again: the next epoch of the same users.",
                                join(List.of(RequestSettings.ALL, List.of(PublishSettings.DEADLINE, ApiSettings.URL))),
                                settings -> tasks.openRun(settings).run()),
                        command(
                                "publish",
                                "Publishes all users of an open run, from the first on: doing it again publishes the same"
                                        + " users.",
                                PUBLISHING,
                                settings -> tasks.publish(settings).run()),
                        command(
                                "close-run",
                                "Closes a run with the outcome of its best attempt to publish; a closed run stays as it is.",
                                List.of(),
                                settings -> tasks.closeRun(settings).run()),
                        command(
                                "run",
                                "Opens a run, publishes it, and closes it whatever became of that; without a run id it makes"
                                        + " one.",
                                PUBLISHING,
                                settings -> tasks.run(settings).run())));
    }

    /** All of them are about a run, and ask Kafka. */
    private static Command command(String name, String description, List<Setting> flags, Command.Work work) {
        List<Setting> all = join(List.of(List.of(RunIdSetting.RUN_ID), flags, ClusterSettings.ALL));
        return Command.of(name, description, all, work);
    }

    private static List<Setting> join(List<List<Setting>> groups) {
        return groups.stream().flatMap(List::stream).toList();
    }
}
