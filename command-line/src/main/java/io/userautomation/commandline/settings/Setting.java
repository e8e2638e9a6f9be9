package io.userautomation.commandline.settings;

/**
 * One thing that can be set: an environment variable, and the flag that overrides it where a command has one.
 *
 * @param variable environment variable; a secret's value may also come from the file that {@code variable + "_FILE"}
 *     names. Where there is only a flag: that
 * @param flag such as {@code "--users"}, or null where there is none
 * @param defaultValue null where there is none and the setting is optional
 * @param unit such as {@code "users/s"}; empty where it has none
 * @param allowed what is allowed, as it stands in messages after "must be"
 * @param description one sentence for the reference and the help
 * @param secret whether it may never be printed
 */
public record Setting(
        String variable,
        String flag,
        String defaultValue,
        String unit,
        String allowed,
        String description,
        boolean secret) {

    /** How the allowed values of a setting begin that is either true or false; its flag may stand without a value. */
    private static final String TRUE_OR_FALSE = "true or false";

    public Setting {
        if (secret && flag != null) {
            throw new IllegalArgumentException(variable + " is a secret, and arguments are everybody's to read");
        }
    }

    /** A setting that only the environment carries. */
    public static Setting variable(
            String variable, String defaultValue, String unit, String allowed, String description) {
        return new Setting(variable, null, defaultValue, unit, allowed, description, false);
    }

    /** A setting with a flag that overrides the environment. */
    public static Setting flag(
            String variable, String flag, String defaultValue, String unit, String allowed, String description) {
        return new Setting(variable, flag, defaultValue, unit, allowed, description, false);
    }

    /** A setting that has no variable. */
    public static Setting flagOnly(String flag, String defaultValue, String allowed, String description) {
        return new Setting(flag, flag, defaultValue, "", allowed, description, false);
    }

    /** A secret: never a flag, since arguments are everybody's to read. */
    public static Setting secret(String variable, String description) {
        return new Setting(variable, null, null, "", "any text", description, true);
    }

    /** Whether it is switched on or off, so that its flag alone means true. */
    public boolean isBoolean() {
        return allowed.startsWith(TRUE_OR_FALSE);
    }

    /** Whether the environment can't set it. */
    public boolean isFlagOnly() {
        return variable.equals(flag);
    }

    /** How messages name it: the variable, and the flag in parentheses. */
    public String inWords() {
        return flag == null || isFlagOnly() ? variable : variable + " (" + flag + ")";
    }
}
