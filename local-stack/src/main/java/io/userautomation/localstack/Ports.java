package io.userautomation.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Which port each listener of a stack takes, all of them on 127.0.0.1. */
public final class Ports {
    /**
     * Below Linux' ephemeral ports (32768 up), so that no outgoing connection of some process takes a port between its
     * choice and its use, or while its server is being restarted.
     */
    private static final int FIRST_FREE = 15_000;

    private static final int LAST_FREE = 32_000;
    private static final int TRIES = 500;

    private final Map<PortName, Integer> numbers;
    private final boolean metrics;

    private Ports(Map<PortName, Integer> numbers, boolean metrics) {
        this.numbers = Map.copyOf(numbers);
        this.metrics = metrics;
    }

    /** Where a data engineer expects them: Kafka at 9092, Cassandra at 9042, and so on. */
    public static Ports standard() {
        Map<PortName, Integer> numbers = new EnumMap<>(PortName.class);
        for (PortName name : PortName.values()) {
            numbers.put(name, name.standard());
        }
        return new Ports(numbers, false);
    }

    /** Ports nobody listens on now, chosen at random, all different. */
    public static Ports free() {
        Map<PortName, Integer> numbers = new EnumMap<>(PortName.class);
        Set<Integer> chosen = new HashSet<>();
        for (PortName name : PortName.values()) {
            numbers.put(name, chooseFree(chosen));
        }
        return new Ports(numbers, false);
    }

    /** These ports, but {@code name} at {@code number} (1–65535). */
    public Ports with(PortName name, int number) {
        if (number < 1 || number > 65_535) {
            throw new IllegalArgumentException(
                    "The port for %s (%s) must lie between 1 and 65535".formatted(name.title(), number));
        }
        Map<PortName, Integer> changed = new EnumMap<>(numbers);
        changed.put(name, number);
        return new Ports(changed, metrics);
    }

    /** These ports, and servers that serve metrics of themselves: without this they don't. */
    public Ports withMetrics() {
        return new Ports(numbers, true);
    }

    /** Whether servers serve metrics. */
    public boolean haveMetrics() {
        return metrics;
    }

    /** Whether its server, if there is one, listens there. */
    public boolean isTaken(PortName name) {
        return metrics || !name.isForMetrics();
    }

    public int of(PortName name) {
        return numbers.get(name);
    }

    /** A single free port, for a test that starts something of its own. */
    public static int anyFree() {
        return chooseFree(new HashSet<>());
    }

    /** Whether a server could listen on this port of 127.0.0.1 now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int chooseFree(Set<Integer> chosen) {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_FREE, LAST_FREE);
            if (!chosen.contains(port) && isFree(port)) {
                chosen.add(port);
                return port;
            }
        }
        throw new StackException("No free port found between %s and %s".formatted(FIRST_FREE, LAST_FREE));
    }

    @Override
    public String toString() {
        return new EnumMap<>(numbers).toString();
    }
}
