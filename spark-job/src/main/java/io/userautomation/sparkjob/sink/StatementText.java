package io.userautomation.sparkjob.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Statements that live in files of their own language; names come from settings, which let identifiers through only. */
public final class StatementText {

    private StatementText() {}

    /**
     * The statement in the resource {@code name} beside {@code owner}, with {@code ${table}} replaced.
     *
     * @param table an identifier, qualified where need be, that the settings have checked
     */
    public static String load(Class<?> owner, String name, String table) {
        try (InputStream file = owner.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the jar lacks its resource " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("${table}", table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
