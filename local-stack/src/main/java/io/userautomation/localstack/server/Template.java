package io.userautomation.localstack.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's configuration file among this module's resources, in the server's own language, with {@code @name@} where
 * a value of this stack belongs.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("@([a-z_]+)@");

    private final String name;
    private final Map<String, String> values = new HashMap<>();

    private Template(String name) {
        this.name = name;
    }

    /** @param name the resource beside this class, as in {@code kafka/server.properties} */
    static Template named(String name) {
        return new Template(name);
    }

    Template with(String key, Object value) {
        values.put(key, value.toString());
        return this;
    }

    /** The text with all its values. */
    String rendered() throws IOException {
        return render(text());
    }

    /** Writes the file with all its values; one that is missing or not asked for is a programming error. */
    Path writeTo(Path folder) {
        return write(folder, Files::writeString);
    }

    /** Adds the text with all its values to a file. */
    void appendTo(Path file) {
        try {
            Files.writeString(file, render(text()), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #writeTo}, where secrets are among the values. */
    Path writePrivatelyTo(Path folder) {
        return write(folder, PrivateFile::write);
    }

    private interface Writer {
        void write(Path file, String text) throws IOException;
    }

    private Path write(Path folder, Writer writer) {
        Path file = folder.resolve(Path.of(name).getFileName());
        try {
            Files.createDirectories(folder);
            writer.write(file, render(text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    String render(String text) {
        Set<String> unused = new HashSet<>(values.keySet());
        String rendered = PLACE.matcher(text).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException("%s asks for @%s@".formatted(name, place.group(1)));
            }
            unused.remove(place.group(1));
            return Matcher.quoteReplacement(value);
        });
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("%s has no place for %s".formatted(name, unused));
        }
        return rendered;
    }

    private String text() throws IOException {
        try (InputStream resource = Template.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
