package io.userautomation.stores.cassandra.schema;

import io.userautomation.stores.ResourceText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One step of the table's history.
 *
 * @param version its number, from 1
 * @param description the rest of the file's name, in words
 * @param text the file, placeholders not filled
 */
record Migration(int version, String description, String text) {

    private static final Pattern FILE = Pattern.compile("V(\\d+)__(\\w+)\\.cql");

    /** Every migration that the jar carries, in order. */
    static List<Migration> all() {
        return ResourceText.read(Migration.class, "migrations.list")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Migration::inFile)
                .toList();
    }

    /** SHA-256 of the file, in hex: the same for every name of the table. */
    String checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Migration inFile(String name) {
        Matcher matcher = FILE.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name + " is not named like V1__what_it_does.cql");
        }
        return new Migration(
                Integer.parseInt(matcher.group(1)),
                matcher.group(2).replace('_', ' '),
                ResourceText.read(Migration.class, name));
    }
}
