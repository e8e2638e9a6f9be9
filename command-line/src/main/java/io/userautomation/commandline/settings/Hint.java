package io.userautomation.commandline.settings;

import java.nio.charset.Charset;
import java.util.regex.Pattern;

/** What is said of a value beside what is allowed, where it is not plain to see why it isn't. */
public final class Hint {

    /** An http(s) URL whose host has a {@code _}, which a URL's host can't have, though a server's name can. */
    private static final Pattern UNDERSCORE = Pattern.compile("https?://([^/?#@]*@)?[^/?#:@]*_[^/?#@]*([/?#].*)?");

    /** What a byte becomes that is no letter in the characters of the locale. */
    private static final char UNREADABLE = '\uFFFD';

    private Hint() {}

    /** To be put behind a sentence; empty where there is nothing to say. */
    static String about(String value) {
        if (UNDERSCORE.matcher(value).matches()) {
            return "; no host name in a URL has a _ (Java and others refuse it): give the server an alias without, or use"
                    + " its address";
        }
        return value.contains("/") || value.indexOf(UNREADABLE) >= 0 ? aboutLetters(value) : "";
    }

    /** What to do where this process can't name a file of these letters. */
    public static String aboutLetters(String text) {
        return aboutLetters(text, Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    /** @param locale the characters of this machine's arguments, variables and file names */
    static String aboutLetters(String text, Charset locale) {
        boolean named = text.indexOf(UNREADABLE) < 0 && locale.newEncoder().canEncode(text);
        return named
                ? ""
                : "; this process' locale has %s letters alone: set LC_ALL to one with UTF-8, such as C.UTF-8"
                        .formatted(locale.name());
    }
}
