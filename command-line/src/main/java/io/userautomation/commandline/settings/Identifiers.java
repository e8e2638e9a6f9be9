package io.userautomation.commandline.settings;

import java.util.regex.Pattern;

/** What may stand as a name in a statement or a topic: nothing that would need quoting, so nothing that can inject. */
public final class Identifiers {

    public static final String TABLE_ALLOWED =
            "a lower-case letter, then up to 47 lower-case letters, digits or underscores";
    public static final String TOPIC_ALLOWED = "1 to 240 letters, digits, dots, underscores or hyphens";

    private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]{0,47}");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,240}");

    private Identifiers() {}

    /** Keyspaces and tables; 48 characters is Cassandra's limit for both. */
    public static boolean isTable(String name) {
        return name != null && TABLE.matcher(name).matches();
    }

    /** Kafka's legal names, short enough for a suffix. */
    public static boolean isTopic(String name) {
        return name != null && TOPIC.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }
}
