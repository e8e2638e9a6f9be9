package io.userautomation.commandline.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads settings from the environment and from flags, which override it, and remembers every problem until
 * {@link #done()}.
 *
 * <p>An empty value counts as not set. A value that cannot be read is noted, and the default (zero where there is none)
 * stands in for it so that the rest can still be checked; nothing read is used unless {@code done()} returns.
 */
public final class SettingsReader {

    private static final Duration ANY_DURATION = Duration.ofSeconds(1);

    private final Map<String, String> values;
    private final List<Problem> problems = new ArrayList<>();

    public SettingsReader(Map<String, String> environment) {
        this.values = new HashMap<>(environment);
    }

    /** Lets a flag override the setting's variable; null where the flag was not given. */
    public SettingsReader with(Setting setting, String flagValue) {
        if (flagValue != null) {
            values.put(setting.variable(), flagValue);
        }
        return this;
    }

    /** The value or the default; a problem where there is neither. */
    public String text(Setting setting) {
        Optional<String> text = optionalText(setting);
        if (text.isEmpty()) {
            problems.add(new Problem(setting, null));
        }
        return text.orElse("");
    }

    /** The value, else the default, else empty. A secret is looked for in its file first. */
    public Optional<String> optionalText(Setting setting) {
        return setting.secret() ? optionalSecret(setting).map(Secret::text) : valueOf(setting);
    }

    /** A secret, looked for in its file first; else empty. */
    public Optional<Secret> optionalSecret(Setting setting) {
        String file = values.get(setting.variable() + "_FILE");
        return file == null || file.isEmpty() ? valueOf(setting).map(Secret::of) : secretIn(setting, file);
    }

    private Optional<String> valueOf(Setting setting) {
        String value = values.get(setting.variable());
        return Optional.ofNullable(value == null || value.isEmpty() ? setting.defaultValue() : value);
    }

    /** A variable that other programs have agreed on but for its letters' case; small letters go first, as with curl. */
    public Optional<String> inAnyCase(String variable) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(variable))
                .filter(entry -> !entry.getValue().isBlank())
                .max(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().strip());
    }

    public long number(Setting setting) {
        return optionalNumber(setting).orElse(0L);
    }

    public Optional<Long> optionalNumber(Setting setting) {
        return converted(setting, Long::valueOf);
    }

    public int integer(Setting setting) {
        return converted(setting, Integer::valueOf).orElse(0);
    }

    /** {@code "500ms"}, {@code "60s"}, {@code "5m"}, {@code "2h"}, or ISO-8601 such as {@code "PT5M"}. */
    public Duration duration(Setting setting) {
        return optionalDuration(setting).orElse(ANY_DURATION);
    }

    public Optional<Duration> optionalDuration(Setting setting) {
        return converted(setting, SettingsReader::toDuration);
    }

    /** {@code "true"} or {@code "false"}; the setting has a default. */
    public boolean trueOrFalse(Setting setting) {
        return converted(setting, SettingsReader::toBoolean).orElse(false);
    }

    /** A comma-separated list, trimmed, without empty parts. */
    public List<String> list(Setting setting) {
        return optionalText(setting).stream()
                .flatMap(text -> List.of(text.split(",", -1)).stream())
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Whatever else a text can be; {@code conversion} throws IllegalArgumentException for what it can't take. */
    public <T> Optional<T> converted(Setting setting, Function<String, T> conversion) {
        Optional<String> text = optionalText(setting);
        try {
            return text.map(conversion);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            problems.add(new Problem(setting, text.orElse(null)));
            return Optional.ofNullable(setting.defaultValue()).map(conversion);
        }
    }

    /** Builds a settings record, keeping the problems its constructor finds; null when it found some. */
    public <T> T group(Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (InvalidSettingsException e) {
            e.problems().stream()
                    .filter(found ->
                            problems.stream().noneMatch(known -> known.setting().equals(found.setting())))
                    .forEach(problems::add);
            return null;
        }
    }

    /** Ends the reading. @throws InvalidSettingsException with every problem found since the start */
    public void done() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    private Optional<Secret> secretIn(Setting setting, String file) {
        try {
            Path path = Path.of(file);
            return Optional.of(Secret.in(path, Secret.read(path)));
        } catch (IOException | IllegalArgumentException e) {
            Setting fileSetting = Setting.variable(
                    setting.variable() + "_FILE", null, "", "a readable file that holds the secret", "");
            problems.add(new Problem(fileSetting, file));
            return Optional.empty();
        }
    }

    private static boolean toBoolean(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    /** For a {@link #converted} that asks for more than a duration. @throws DateTimeParseException where it is none */
    public static Duration toDuration(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.matches("\\d{1,15}ms")) {
            return Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)));
        }
        return Duration.parse(lower.matches("\\d{1,9}[smh]") ? "PT" + lower : lower);
    }
}
