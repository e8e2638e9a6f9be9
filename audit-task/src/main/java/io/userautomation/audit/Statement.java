package io.userautomation.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The statements, each in a file of its own language beside this class. */
final class Statement {

    private Statement() {}

    /** The statement in {@code file}, on {@code table}: a name that settings have checked to need no quoting. */
    static String on(String table, String file) {
        try (InputStream statement = Statement.class.getResourceAsStream(file)) {
            return new String(statement.readAllBytes(), StandardCharsets.UTF_8).replace("${table}", table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
