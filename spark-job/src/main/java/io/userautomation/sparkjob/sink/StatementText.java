package io.userautomation.sparkjob.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Statements that live in files of their own language; names come from settings, which let identifiers through only. */
public final class StatementText {

    private StatementText() {}

    /**
     * The statement in the resource {@code name} beside {@code owner}, each {@code ${key}} replaced by its value.
     *
     * @param names identifiers that the settings have checked; the files quote them, since one may be a reserved word
     */
    public static String load(Class<?> owner, String name, Map<String, String> names) {
        try (InputStream file = owner.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks its resource " + name);
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> entry : names.entrySet()) {
                text = text.replace("${" + entry.getKey() + "}", entry.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
