package io.userautomation.randomuser.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves HTTP/1.1 with kept connections, one thread per connection. */
public final class HttpServer implements AutoCloseable {
    /** Answers requests, from several threads at once. */
    @FunctionalInterface
    public interface Handler {
        /** What becomes of a request. */
        Reply answer(HttpRequest request);
    }

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int BACKLOG = 256;

    private final Handler handler;
    private final InetSocketAddress address;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "random-user-api");
        thread.setDaemon(true);
        return thread;
    });
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private ServerSocket listener;
    private long refusingUntil = System.nanoTime();
    private boolean closed;

    private HttpServer(ServerSocket listener, Handler handler) {
        this.listener = listener;
        this.handler = handler;
        address = (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /**
     * Starts to serve.
     *
     * @param host the address of this machine to listen at
     * @param port 0 for any free one
     * @throws BindException naming the port, where it is taken or the host is not this machine
     */
    public static HttpServer start(InetAddress host, int port, Handler handler) throws IOException {
        HttpServer server = new HttpServer(listen(new InetSocketAddress(host, port)), handler);
        server.threads.execute(server::accept);
        return server;
    }

    /** The port in use. */
    public int port() {
        return address.getPort();
    }

    /** Refuses new connections for a while; those that are open go on. */
    public void refuse(Duration duration) {
        lock.lock();
        try {
            refusingUntil = System.nanoTime() + duration.toNanos();
            listener.close();
        } catch (IOException e) {
            LOG.warn("could not close the listening socket", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            listener.close();
        } finally {
            lock.unlock();
        }
        for (Socket client : clients) {
            client.close();
        }
        threads.shutdown();
    }

    private void accept() {
        try {
            for (Optional<ServerSocket> open = awaitListener(); open.isPresent(); open = awaitListener()) {
                acceptFrom(open.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error("the fake Random User API can't listen on port {} any more", port(), e);
        }
    }

    private void acceptFrom(ServerSocket open) {
        try {
            admit(open.accept());
        } catch (IOException e) {
            LOG.debug("stopped listening: {}", e.getMessage());
        }
    }

    /** Under the lock, so that no client slips in while the server closes. */
    private void admit(Socket client) throws IOException {
        lock.lock();
        try {
            if (closed) {
                client.close();
            } else {
                clients.add(client);
                threads.execute(() -> serve(client));
            }
        } finally {
            lock.unlock();
        }
    }

    private Optional<ServerSocket> awaitListener() throws IOException, InterruptedException {
        lock.lock();
        try {
            while (!closed && listener.isClosed() && refusingUntil - System.nanoTime() > 0) {
                changed.awaitNanos(refusingUntil - System.nanoTime());
            }
            if (closed) {
                return Optional.empty();
            }
            if (listener.isClosed()) {
                listener = listen(address);
            }
            return Optional.of(listener);
        } finally {
            lock.unlock();
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            String from = client.getInetAddress().getHostAddress();
            ClientConnection wire = new ClientConnection(client);
            Optional<HttpRequest> request = HttpRequest.read(in, from);
            while (request.isPresent() && answer(request.get(), wire)) {
                request = HttpRequest.read(in, from);
            }
        } catch (IOException e) {
            LOG.debug("a connection ended: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("a request failed", e);
        } finally {
            clients.remove(client);
        }
    }

    private boolean answer(HttpRequest request, ClientConnection wire) throws IOException {
        boolean reusable = handler.answer(request).send(wire);
        return reusable && request.keepsConnection();
    }

    private static ServerSocket listen(InetSocketAddress address) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(address, BACKLOG);
            return listener;
        } catch (BindException e) {
            listener.close();
            BindException named = new BindException("can't listen at %s, port %s: %s"
                    .formatted(address.getAddress().getHostAddress(), address.getPort(), e.getMessage()));
            named.initCause(e);
            throw named;
        }
    }
}
