package io.userautomation.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Linux says a process listens on. */
final class Sockets {
    private static final String LISTENING = "0A";

    private Sockets() {}

    /** Addresses as /proc/net/tcp and tcp6 write them, as in {@code 0100007F:2384}. */
    static List<String> listeners(long pid) throws IOException {
        Set<String> sockets = socketsOf(pid);
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/net", table))) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns[3].equals(LISTENING) && sockets.contains("socket:[" + columns[9] + "]")) {
                    addresses.add(columns[1]);
                }
            }
        }
        return addresses;
    }

    /** Whether such an address is 127.0.0.1 or ::1, the former perhaps written as an IPv6 address. */
    static boolean isLoopback(String address) {
        String host = address.substring(0, address.indexOf(':'));
        return Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000")
                .contains(host);
    }

    private static Set<String> socketsOf(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return files.map(Sockets::target).collect(Collectors.toSet());
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
