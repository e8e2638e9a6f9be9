package io.userautomation.commandline;

import java.util.List;
import java.util.Locale;
import java.util.TimeZone;

/**
 * What is written, to whomever, in no country's way: digits from 0 to 9, and times in UTC. Else a JVM takes the language and
 * the time zone of its machine. In Persian {@code %d} gives other digits, which no API and no shell reads; and a database's
 * session begins with a zone that its server may not know.
 */
public final class NeutralFormats {

    /** The same for a JVM that is not ours, or not ours from its beginning. */
    public static final List<String> JAVA_OPTIONS = List.of(
            "-Duser.language=en", "-Duser.country=US", "-Duser.script=", "-Duser.variant=", "-Duser.timezone=UTC");

    private NeutralFormats() {}

    /** For the rest of this JVM's life: before anything is logged, since a log keeps the format that it began with. */
    public static void set() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }
}
