package io.userautomation.systemtests.compose.files;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The variables of {@code .env} in a text of a compose file: <code>${NAME}</code>, with or without {@code :-} or {@code :?}. */
final class Variables {

    /** A doubled dollar is one of the shell's, inside the container. */
    private static final Pattern USE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_0-9]+)(?:(:?[-?])([^{}]*))?}");

    private Variables() {}

    static Set<String> usedIn(String text) {
        return USE.matcher(text).results().map(use -> use.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those without which Compose refuses to start: {@code :?}. */
    static Set<String> requiredBy(String text) {
        return USE.matcher(text)
                .results()
                .filter(Variables::isRequired)
                .map(use -> use.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The text without the variables that must be set. */
    static String withoutRequired(String text) {
        return USE.matcher(text).replaceAll(use -> isRequired(use) ? "" : Matcher.quoteReplacement(use.group()));
    }

    /** The text with what each variable is where {@code .env} says nothing about it. */
    static String withDefaults(String text) {
        return USE.matcher(text)
                .replaceAll(use -> Matcher.quoteReplacement(
                        use.group(2) != null && use.group(2).endsWith("-") ? use.group(3) : ""));
    }

    private static boolean isRequired(MatchResult use) {
        return ":?".equals(use.group(2)) && !use.group(3).isBlank();
    }
}
