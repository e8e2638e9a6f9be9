package io.userautomation.randomuser.people;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The lists in one resource file: UTF-8, lines of the form {@code list: item; item; item}. A list may go on in further
 * lines that repeat its name; lines that start with {@code //} are notes.
 */
final class WordLists {
    private final String file;
    private final Map<String, List<String>> lists = new HashMap<>();

    /** Reads {@code <file>.txt}, which lies beside this class. */
    WordLists(String file) {
        this.file = file;
        lines(file).filter(line -> !line.isBlank() && !line.startsWith("//")).forEach(this::add);
    }

    /** A list's items, in the file's order. */
    List<String> list(String name) {
        List<String> list = lists.get(name);
        if (list == null) {
            throw new IllegalStateException("%s.txt has no list '%s:'".formatted(file, name));
        }
        return list;
    }

    private void add(String line) {
        int colon = line.indexOf(": ");
        List<String> list = lists.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>());
        for (String item : line.substring(colon + 2).split(";", -1)) {
            if (!item.isBlank()) {
                list.add(item.trim());
            }
        }
    }

    private static Stream<String> lines(String file) {
        try (InputStream stream = WordLists.class.getResourceAsStream(file + ".txt")) {
            if (stream == null) {
                throw new IllegalStateException("the word list %s.txt is missing".formatted(file));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
