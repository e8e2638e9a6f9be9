package io.userautomation.commandline.settings;

import java.util.ArrayList;
import java.util.List;

/** For a settings record's compact constructor: collects what is wrong, then throws all of it together. */
public final class Checks {

    private final List<Problem> problems = new ArrayList<>();

    /** Notes a problem unless {@code fine}. */
    public Checks require(boolean fine, Setting setting, Object value) {
        if (!fine) {
            problems.add(new Problem(setting, value == null ? null : value.toString()));
        }
        return this;
    }

    /** Notes a problem unless {@code smallest <= value <= largest}. */
    public Checks within(long smallest, long value, long largest, Setting setting) {
        return require(smallest <= value && value <= largest, setting, value);
    }

    /** Ends the check. @throws InvalidSettingsException with every problem noted */
    public void done() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }
}
