package io.userautomation.systemtests.monitoring;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a link into a Markdown file may name. */
final class Headings {

    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern DROPPED = Pattern.compile("[^\\w\\- ]", Pattern.UNICODE_CHARACTER_CLASS);

    private Headings() {}

    static Set<String> anchors(String document) {
        return HEADING.matcher(document)
                .results()
                .map(heading -> DROPPED.matcher(heading.group(1).toLowerCase(Locale.ROOT))
                        .replaceAll("")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
