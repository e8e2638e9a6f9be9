package io.userautomation.localstack.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the last lines of a task's log come to, in one line for a person. */
final class LastWords {

    /** The Spark job reports each of its queries on a line of its own. */
    private static final Pattern QUERY =
            Pattern.compile(".*Progress query=(\\w+) stored=(\\d+) dead_lettered=(\\d+).*");

    /** The query that stores nothing. */
    private static final String DEAD_LETTERS = "dead_letters";

    private static final Pattern PREFIX = Pattern.compile("^[-0-9T:.,Z+ ]*(INFO|WARN|ERROR)\\s+(\\[[^]]*]\\s+)?");
    private static final int WIDTH = 140;

    private LastWords() {}

    static Optional<String> of(List<String> lines) {
        Map<String, MatchResult> queries = new TreeMap<>();
        for (String line : lines) {
            Matcher query = QUERY.matcher(line);
            if (query.matches()) {
                queries.put(query.group(1), query.toMatchResult());
            }
        }
        if (!queries.isEmpty()) {
            return Optional.of(progress(queries));
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(shortened(lines.get(lines.size() - 1)));
    }

    private static String progress(Map<String, MatchResult> queries) {
        long deadLettered = queries.values().stream()
                .mapToLong(query -> Long.parseLong(query.group(3)))
                .sum();
        List<String> stored = queries.entrySet().stream()
                .filter(query -> !query.getKey().equals(DEAD_LETTERS))
                .map(query -> query.getValue().group(2) + " in " + query.getKey())
                .toList();
        return "stored %s; dead-lettered %s".formatted(String.join(", ", stored), deadLettered);
    }

    private static String shortened(String line) {
        String words = PREFIX.matcher(line).replaceFirst("");
        return words.length() <= WIDTH ? words : words.substring(0, WIDTH - 1) + "…";
    }
}
