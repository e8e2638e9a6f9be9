package io.userautomation.stores;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that the jar carries: statements in files of their own language, with {@code ${placeholders}}. */
public final class ResourceText {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z_]+)}");

    private ResourceText() {}

    /** The file {@code name} beside {@code owner}. @throws IllegalArgumentException when the jar has none such */
    public static String read(Class<?> owner, String name) {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("the jar has no resource %s beside %s".formatted(name, owner));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file, filled.
     *
     * @param values identifiers that the settings have checked; the files quote them, since one may be a reserved word
     */
    public static String read(Class<?> owner, String name, Map<String, String> values) {
        return fill(read(owner, name), values);
    }

    /** Fills each {@code ${name}}. @throws IllegalArgumentException for a name without a value */
    public static String fill(String text, Map<String, String> values) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String value = values.get(matcher.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no value for placeholder " + matcher.group());
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }
}
