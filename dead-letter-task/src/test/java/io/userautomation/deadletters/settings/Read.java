package io.userautomation.deadletters.settings;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.SettingsReader;
import java.util.Map;
import java.util.function.Function;

/** Reads one group of settings from variables, as the commands do. */
final class Read {

    private Read() {}

    static <T> T of(Function<SettingsReader, T> group, Map<String, String> variables) {
        SettingsReader reader = new SettingsReader(variables);
        T settings = group.apply(reader);
        reader.done();
        return settings;
    }

    /** The sentence of the only problem. */
    static String problem(Function<SettingsReader, ?> group, String variable, String value) {
        InvalidSettingsException refusal =
                catchThrowableOfType(InvalidSettingsException.class, () -> of(group, Map.of(variable, value)));
        return refusal.problems().size() == 1 ? refusal.problems().get(0).sentence() : refusal.getMessage();
    }
}
