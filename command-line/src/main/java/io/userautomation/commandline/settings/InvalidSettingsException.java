package io.userautomation.commandline.settings;

import java.util.List;

/** All that is wrong with the settings, found in one go. Ends a task with {@code ExitStatus.BAD_SETTINGS}. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public InvalidSettingsException(List<Problem> problems) {
        super(numbered(problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String numbered(List<Problem> problems) {
        StringBuilder text = new StringBuilder(problems.size() == 1 ? "1 setting" : problems.size() + " settings")
                .append(" can't be used:");
        for (int i = 0; i < problems.size(); i++) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(i + 1)
                    .append(". ")
                    .append(problems.get(i).sentence());
        }
        return text.toString();
    }
}
