package io.userautomation.deadletters;

import io.userautomation.commandline.Command;
import io.userautomation.commandline.MovedCommand;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.deadletters.settings.ClusterSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code producer-task replay-dead-letters}, as {@code replay} was called. */
public final class FromProducerTask implements MovedCommand {

    private static final String JAR = "producer-task";
    private static final String NAME = "replay-dead-letters";

    /** A variant: the producer has it for its own waits. */
    private static final Setting TIMEOUT = Setting.flag(
            "PRODUCER_KAFKA_TIMEOUT",
            ClusterSettings.TIMEOUT.flag(),
            null,
            ClusterSettings.TIMEOUT.unit(),
            ClusterSettings.TIMEOUT.allowed(),
            ClusterSettings.TIMEOUT.description());

    private static final Command COMMAND = Command.of(
            JAR,
            "Has had a command that is dead-letter-task's by now.",
            List.of(Command.of(NAME, Commands.REPLAY.description(), flags(), FromProducerTask::replay)));

    @Override
    public boolean isMeant(String jar, Map<String, String> environment, String... arguments) {
        return jar.equals(JAR) && arguments.length > 0 && arguments[0].equals(NAME);
    }

    @Override
    public String notice() {
        return "producer-task: replay-dead-letters is dead-letter-task replay by now, and PRODUCER_KAFKA_TIMEOUT is "
                + "DEAD_LETTER_KAFKA_TIMEOUT there; the old names go with the next version";
    }

    @Override
    public Command command() {
        return COMMAND;
    }

    private static List<Setting> flags() {
        return Stream.concat(
                        Commands.REPLAY.flags().stream().filter(flag -> !flag.equals(ClusterSettings.TIMEOUT)),
                        Stream.of(TIMEOUT))
                .toList();
    }

    private static Summary replay(SettingsReader reader) throws Exception {
        reader.with(ClusterSettings.TIMEOUT, reader.optionalText(TIMEOUT).orElse(null));
        return Commands.REPLAY.work().run(reader);
    }
}
