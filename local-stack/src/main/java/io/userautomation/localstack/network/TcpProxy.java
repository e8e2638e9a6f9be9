package io.userautomation.localstack.network;

import io.userautomation.localstack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a server on 127.0.0.1, and does to its clients' connections what a bad network does. */
public final class TcpProxy implements AutoCloseable {

    /** What becomes of bytes, and of new connections. */
    public enum Mode {
        PASS,
        /** Connections are reset and nothing listens. */
        REFUSE,
        /** Connections stay and are accepted, and nothing is read from them nor written to them. */
        BLACK_HOLE,
        /** Every byte arrives four seconds late: an answer takes longer than a kept session waits for it. */
        DELAY,
        /** No more than 100,000 bytes a second go through a connection, each way. */
        THROTTLE
    }

    private static final long DELAY_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long THROTTLED_BYTES_PER_SECOND = 100_000;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final int server;
    private final int port = Ports.anyFree();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private final Object modeChange = new Object();
    private volatile Mode mode = Mode.PASS;
    private volatile ServerSocket listener;

    /** @param server the port of the server that it stands before */
    public TcpProxy(int server) {
        this.server = server;
        listen();
    }

    public int port() {
        return port;
    }

    /** How many connections it has accepted so far. */
    public long accepted() {
        return accepted.get();
    }

    /** How many connections there are now. */
    public int open() {
        return connections.size();
    }

    public void become(Mode next) {
        synchronized (modeChange) {
            mode = next;
            modeChange.notifyAll();
        }
        if (next == Mode.REFUSE) {
            stopListening();
            connections.forEach(Connection::reset);
        } else if (listener.isClosed()) {
            listen();
        }
    }

    /**
     * The server's side of each connection of now goes away without a word to the client, whose side stays open: what a
     * crashed machine leaves behind. New connections reach the server.
     *
     * @return how many there were
     */
    public int halfOpen() {
        return connections.stream()
                .mapToInt(connection -> connection.loseServer() ? 1 : 0)
                .sum();
    }

    private void listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listener = socket;
            daemon("accept", () -> accept(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Connection connection = new Connection(socket.accept());
                accepted.incrementAndGet();
                connections.add(connection);
                daemon("connect", connection::connect);
            } catch (IOException closed) {
                // The loop's condition tells.
            }
        }
    }

    private void stopListening() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitNoBlackHole() throws InterruptedException {
        synchronized (modeChange) {
            while (mode == Mode.BLACK_HOLE) {
                modeChange.wait();
            }
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        become(Mode.REFUSE);
    }

    /** A client's connection and the one to the server that belongs to it. */
    private final class Connection {

        private final Socket client;
        private final Socket upstream = new Socket();
        private volatile boolean serverLost;

        Connection(Socket client) {
            this.client = client;
        }

        void connect() {
            try {
                awaitNoBlackHole();
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
                daemon("up", () -> pump(client, upstream));
                daemon("down", () -> pump(upstream, client));
            } catch (IOException e) {
                reset();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void pump(Socket from, Socket to) {
            ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
            byte[] buffer = new byte[CHUNK_BYTES];
            long lastDue = System.nanoTime();
            try {
                for (int read = from.getInputStream().read(buffer); read >= 0; ) {
                    awaitNoBlackHole();
                    byte[] chunk = Arrays.copyOf(buffer, read);
                    long now = System.nanoTime();
                    // Never before what was read earlier.
                    lastDue = Math.max(lastDue, now + (mode == Mode.DELAY ? DELAY_NANOS : 0)) + nanosFor(read);
                    var unused = writer.schedule(() -> write(to, chunk), lastDue - now, TimeUnit.NANOSECONDS);
                    read = from.getInputStream().read(buffer);
                }
                writer.shutdown();
                writer.awaitTermination(1, TimeUnit.MINUTES);
                ended(from);
            } catch (IOException e) {
                ended(from);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                writer.shutdownNow();
            }
        }

        private long nanosFor(int bytes) {
            return mode == Mode.THROTTLE ? TimeUnit.SECONDS.toNanos(1) * bytes / THROTTLED_BYTES_PER_SECOND : 0;
        }

        private void write(Socket to, byte[] chunk) {
            try {
                if (!serverLost) {
                    to.getOutputStream().write(chunk);
                }
            } catch (IOException e) {
                ended(to);
            }
        }

        boolean loseServer() {
            serverLost = true;
            boolean was = upstream.isConnected();
            closeQuietly(upstream);
            return was;
        }

        /** The client of a lost server isn't told. */
        private void ended(Socket side) {
            if (side == client || !serverLost) {
                close();
            }
        }

        void reset() {
            try {
                // Closing it sends RST instead of FIN.
                client.setSoLinger(true, 0);
            } catch (IOException closedAlready) {
                // Then nobody is there to be told.
            }
            close();
        }

        private void close() {
            connections.remove(this);
            closeQuietly(client);
            closeQuietly(upstream);
        }

        private static void closeQuietly(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
