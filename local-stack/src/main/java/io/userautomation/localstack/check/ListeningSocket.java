package io.userautomation.localstack.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A TCP socket that some process listens on, or a UDP one that takes anybody's packets, as Linux tells them in /proc/net.
 *
 * @param address what it is bound to; an IPv4 address also where it is written as an IPv6 one
 * @param inode by which the files that a process has open are told
 */
public record ListeningSocket(InetAddress address, int port, String inode) {
    private static final List<Path> TCP = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final List<Path> UDP = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    /** Columns, as proc(5) tells. */
    private static final int LOCAL_ADDRESS = 1;

    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENING = "0A";
    private static final String UNCONNECTED = "07";
    private static final int WORD = 4;

    /** The TCP sockets of this machine; none where the system has no such tables. */
    static List<ListeningSocket> all() throws IOException {
        return read(TCP, LISTENING);
    }

    /** Those of one process, as far as this user may see its files. */
    public static List<ListeningSocket> of(long pid) throws IOException {
        Set<String> open = openFiles(Path.of("/proc/" + pid));
        List<ListeningSocket> sockets = new ArrayList<>(all());
        sockets.addAll(read(UDP, UNCONNECTED));
        return sockets.stream().filter(socket -> open.contains(socket.file())).toList();
    }

    /** Those of a process and of all that it has started, each process with its sockets; those that end meanwhile are left out. */
    public static Map<ProcessHandle, List<ListeningSocket>> ofTree(ProcessHandle root) {
        Map<ProcessHandle, List<ListeningSocket>> found = new LinkedHashMap<>();
        Stream.concat(Stream.of(root), root.descendants()).forEach(process -> {
            try {
                found.put(process, of(process.pid()));
            } catch (IOException | UncheckedIOException endedOrSomebodyElses) {
                found.remove(process);
            }
        });
        return found;
    }

    private static List<ListeningSocket> read(List<Path> tables, String state) throws IOException {
        List<ListeningSocket> found = new ArrayList<>();
        for (Path table : tables) {
            for (String line : Files.exists(table) ? Files.readAllLines(table) : List.<String>of()) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns[STATE].equals(state)) {
                    found.add(parse(columns[LOCAL_ADDRESS], columns[INODE]));
                }
            }
        }
        return found;
    }

    /** What a process' open files link to. */
    static Set<String> openFiles(Path process) throws IOException {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.map(ListeningSocket::target).collect(Collectors.toSet());
        }
    }

    /** How it looks among a process' open files. */
    String file() {
        return "socket:[" + inode + "]";
    }

    /** @param address as in {@code 0100007F:2384}: words of four bytes, each backwards, and the port */
    static ListeningSocket parse(String address, String inode) throws UnknownHostException {
        int colon = address.indexOf(':');
        byte[] backwards = HexFormat.of().parseHex(address.substring(0, colon));
        byte[] bytes = new byte[backwards.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = backwards[i / WORD * WORD + WORD - 1 - i % WORD];
        }
        return new ListeningSocket(
                InetAddress.getByAddress(bytes), Integer.parseInt(address.substring(colon + 1), 16), inode);
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
