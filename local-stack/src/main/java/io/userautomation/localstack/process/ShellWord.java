package io.userautomation.localstack.process;

import java.util.regex.Pattern;

/** A text as one word of a shell's command line, for commands that a person pastes. */
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private ShellWord() {}

    /** As it is where nothing in it means anything to a shell, else in quotes. */
    public static String of(Object text) {
        String word = text.toString();
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
