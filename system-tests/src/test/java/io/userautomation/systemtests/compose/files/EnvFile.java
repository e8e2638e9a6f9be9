package io.userautomation.systemtests.compose.files;

import java.util.LinkedHashMap;
import java.util.Map;

/** The lines {@code NAME=value} of an {@code .env} file. */
public final class EnvFile {

    private EnvFile() {}

    /** In the file's order; a value's surrounding quotes are not part of it. */
    public static Map<String, String> parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().map(String::strip).filter(EnvFile::isVariable).forEach(line -> {
            String[] parts = line.split("=", 2);
            values.put(parts[0], parts[1].replaceFirst("^(['\"])(.*)\\1$", "$2"));
        });
        return values;
    }

    private static boolean isVariable(String line) {
        return !line.startsWith("#") && line.contains("=");
    }
}
