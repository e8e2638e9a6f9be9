package io.userautomation.systemtests.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can be told of a query without Prometheus. */
final class PromQl {

    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");

    /** Labels in parentheses, and the words before them. */
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\b\\s*(?:\\([^)]*\\))?");

    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");

    private PromQl() {}

    /** The names of the series that it asks for. */
    static Set<String> metrics(String query) {
        String bare = query;
        for (Pattern part : new Pattern[] {STRING, MATCHERS, RANGE, GROUPING}) {
            bare = part.matcher(bare).replaceAll(" ");
        }
        return NAME.matcher(bare)
                .results()
                .map(found -> found.group())
                .filter(name -> !WORDS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The ranges in it, as in {@code $__rate_interval}. */
    static Set<String> ranges(String query) {
        Set<String> ranges = new TreeSet<>();
        Matcher range = RANGE.matcher(query);
        while (range.find()) {
            ranges.add(range.group().substring(1, range.group().length() - 1));
        }
        return ranges;
    }
}
