package io.userautomation.commandline.settings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The forms that addresses take in settings. */
public final class Addresses {

    private static final Pattern HOST_PORT = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");
    private static final int LARGEST_PORT = 65_535;

    private Addresses() {}

    public static boolean areHostPorts(String text) {
        return text != null && Stream.of(text.split(",", -1)).allMatch(part -> isHostPort(part.strip()));
    }

    public static List<InetSocketAddress> hostPorts(String text) {
        return Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(part -> {
                    int colon = part.lastIndexOf(':');
                    return InetSocketAddress.createUnresolved(
                            part.substring(0, colon), Integer.parseInt(part.substring(colon + 1)));
                })
                .toList();
    }

    /** Without a user or a password in it: it is printed. */
    public static boolean isHttpUrl(String text) {
        try {
            URI url = new URI(text);
            return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isHostPort(String text) {
        Matcher matcher = HOST_PORT.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        int port = Integer.parseInt(matcher.group(2));
        return port >= 1 && port <= LARGEST_PORT;
    }
}
