package io.userautomation.contract.settings;

/**
 * One setting that cannot be used.
 *
 * @param setting which
 * @param value what was given, or null where nothing was
 */
public record Problem(Setting setting, String value) {

    /** One sentence: variable, value (secrets masked) and what is allowed. */
    public String sentence() {
        if (value == null) {
            return "%s is not set: must be %s".formatted(setting.spoken(), setting.allowed());
        }
        String shown = setting.secret() ? "(hidden)" : "'" + value + "'";
        return "%s is %s: must be %s".formatted(setting.spoken(), shown, setting.allowed());
    }
}
