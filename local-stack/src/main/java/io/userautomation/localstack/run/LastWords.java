package io.userautomation.localstack.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the last lines of a task's log come to, in one line for a person. */
final class LastWords {

    /** The Spark job reports each of its queries on a line of its own. */
    private static final Pattern QUERY =
            Pattern.compile(".*Progress query=(\\w+) stored=(\\d+) dead_lettered=(\\d+).* lag=(\\w+).*");

    private static final Pattern PREFIX = Pattern.compile("^[-0-9T:.,Z+ ]*(INFO|WARN|ERROR)\\s+(\\[[^]]*]\\s+)?");
    private static final int WIDTH = 140;

    private LastWords() {}

    static Optional<String> of(List<String> lines) {
        Map<String, String> queries = new LinkedHashMap<>();
        for (String line : lines) {
            Matcher query = QUERY.matcher(line);
            if (query.matches()) {
                queries.put(
                        query.group(1),
                        "%s stored %s, dead-lettered %s, lag %s"
                                .formatted(query.group(1), query.group(2), query.group(3), query.group(4)));
            }
        }
        if (!queries.isEmpty()) {
            return Optional.of(String.join("; ", queries.values()));
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(shortened(lines.get(lines.size() - 1)));
    }

    private static String shortened(String line) {
        String words = PREFIX.matcher(line).replaceFirst("");
        return words.length() <= WIDTH ? words : words.substring(0, WIDTH - 1) + "…";
    }
}
