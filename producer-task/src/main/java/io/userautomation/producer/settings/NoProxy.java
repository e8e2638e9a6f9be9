package io.userautomation.producer.settings;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is reached without a proxy: this machine, and what a list names as {@code NO_PROXY} has it: hosts, domains with
 * all below them, addresses, networks, each perhaps with a port; {@code *} for everything.
 *
 * @param list with commas or blanks between the names
 */
record NoProxy(String list) {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    boolean covers(URI target) {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        return isThisMachine(host)
                || Stream.of(list.toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
                        .filter(name -> !name.isEmpty())
                        .anyMatch(name -> covers(name, host, port(target)));
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || address(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static boolean covers(String name, String host, int port) {
        if (name.equals("*")) {
            return true;
        }
        if (name.contains("/")) {
            return address(host).filter(each -> isIn(name, each)).isPresent();
        }
        if (address(name).isPresent()) {
            return address(name).equals(address(host));
        }
        String domain = name.replaceFirst(":" + port + "$", "").replaceFirst("^\\*?\\.", "");
        return host.equals(domain) || host.endsWith("." + domain);
    }

    /** Whether the address is in a network such as {@code 10.0.0.0/8}. */
    private static boolean isIn(String network, InetAddress address) {
        String[] parts = network.split("/", 2);
        Optional<InetAddress> first = address(parts[0]);
        if (first.isEmpty() || !parts[1].matches("\\d{1,3}")) {
            return false;
        }
        byte[] one = first.get().getAddress();
        byte[] other = address.getAddress();
        int bits = Integer.parseInt(parts[1]);
        int bytes = bits / Byte.SIZE;
        if (one.length != other.length || bits > one.length * Byte.SIZE) {
            return false;
        }
        int shift = Byte.SIZE - bits % Byte.SIZE;
        return Arrays.equals(one, 0, bytes, other, 0, bytes)
                && (bytes == one.length || (one[bytes] & 0xff) >> shift == (other[bytes] & 0xff) >> shift);
    }

    /** Of a text that is one: a name is not looked up, since only the proxy may know it. */
    private static Optional<InetAddress> address(String host) {
        try {
            return ADDRESS.matcher(host).matches() ? Optional.of(InetAddress.getByName(host)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static int port(URI target) {
        return target.getPort() < 0 ? ("https".equals(target.getScheme()) ? 443 : 80) : target.getPort();
    }
}
