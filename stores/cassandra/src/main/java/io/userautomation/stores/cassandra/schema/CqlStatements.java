package io.userautomation.stores.cassandra.schema;

import io.userautomation.stores.ResourceText;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A {@code .cql} file as single statements. */
final class CqlStatements {

    private static final Pattern END = Pattern.compile(";[ \\t]*$", Pattern.MULTILINE);

    private CqlStatements() {}

    /** Fills placeholders, drops {@code --} comments that have a line of their own, splits at semicolons that end a line. */
    static List<String> in(String text, Map<String, String> values) {
        String code = ResourceText.fill(text, values)
                .lines()
                .filter(line -> !line.stripLeading().startsWith("--"))
                .collect(Collectors.joining("\n"));
        return END.splitAsStream(code)
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
