package io.userautomation.randomuser.people;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One text of a list, ready to be written in each form the versions ask for. */
final class Name {
    private final byte[] proper;
    private final byte[] lower;
    private final byte[] joined;
    private final byte[] latin;

    Name(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        proper = JsonBytes.escaped(text);
        lower = JsonBytes.escaped(small);
        joined = JsonBytes.escaped(small.replace(" ", ""));
        latin = Latin.transliterate(text).getBytes(StandardCharsets.US_ASCII);
    }

    /** As a person writes it; versions before 1.3 write everything in lower case. */
    byte[] written(boolean lowerCase) {
        return lowerCase ? lower : proper;
    }

    /** The part of an email address: versions before 1.3 keep the script, later ones transliterate. */
    byte[] mailbox(boolean keepScript) {
        return keepScript ? joined : latin;
    }
}
