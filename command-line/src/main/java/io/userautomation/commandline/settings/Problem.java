package io.userautomation.commandline.settings;

import java.util.regex.Pattern;

/**
 * One setting that cannot be used.
 *
 * @param setting which
 * @param value what was given, or null where nothing was
 */
public record Problem(Setting setting, String value) {

    /** A password in an address, where it doesn't belong. */
    private static final Pattern PASSWORD_IN_ADDRESS =
            Pattern.compile("(?<=://)[^/@:]*:[^/@]*+(?=@)|(?<=pass(word)?=)[^&]*");

    /** One sentence: variable, value (secrets masked), what is allowed, and what may not be plain to see. */
    public String sentence() {
        if (value == null) {
            return "%s is not set: must be %s".formatted(setting.inWords(), setting.allowed());
        }
        String shown = setting.secret()
                ? "(hidden)"
                : "'" + PASSWORD_IN_ADDRESS.matcher(value).replaceAll("…") + "'";
        return "%s is %s: must be %s%s".formatted(setting.inWords(), shown, setting.allowed(), Hint.about(value));
    }
}
