package io.userautomation.systemtests.monitoring;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The metrics that documents list, in the first cell of a table's row, and those that the rules of the JMX agent name. One that
 * ends with {@code …} stands for all that begin so.
 */
final class DocumentedMetrics {

    private static final Pattern ROW =
            Pattern.compile("^\\| (`[a-z][\\w…]*`(?:, `[a-z][\\w…]*`)*) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]*)`");
    private static final Pattern RULE = Pattern.compile("^    name: (\\w+)$", Pattern.MULTILINE);
    private static final String REST = "…";

    /** What a histogram's series end with. */
    private static final Pattern PARTS = Pattern.compile("_(?:bucket|sum|count)$");

    /** Prometheus' own. */
    private static final Set<String> ALWAYS = Set.of("up");

    private final List<String> names;

    private DocumentedMetrics(List<String> names) {
        this.names = names;
    }

    static DocumentedMetrics of(String documents, String rules) {
        Stream<String> cells = ROW.matcher(documents)
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1));
        Stream<String> ruled = RULE.matcher(rules).results().map(name -> name.group(1));
        return new DocumentedMetrics(Stream.concat(cells, ruled).toList());
    }

    boolean has(String metric) {
        Predicate<String> listed = name -> name.endsWith(REST)
                ? metric.startsWith(name.substring(0, name.length() - REST.length()))
                : metric.equals(name) || PARTS.matcher(metric).replaceFirst("").equals(name);
        return ALWAYS.contains(metric) || names.stream().anyMatch(listed);
    }
}
