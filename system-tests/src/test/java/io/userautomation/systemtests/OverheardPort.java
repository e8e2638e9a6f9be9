package io.userautomation.systemtests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A port of its own that hands everything on to another one, and keeps what was said in both directions. */
final class OverheardPort implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

    /** @param target the port on this machine that is really meant */
    OverheardPort(int target) throws IOException {
        threads.execute(() -> accept(target));
    }

    int port() {
        return listener.getLocalPort();
    }

    /** All bytes so far, each as one character. */
    String text() {
        synchronized (heard) {
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private void accept(int target) {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> handOn(client, server));
                threads.execute(() -> handOn(server, client));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Until either side hangs up, which the other one is told by the same. */
    private void handOn(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (heard) {
                    heard.writeBytes(Arrays.copyOf(buffer, count));
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException hungUp) {
            // The client under test says what that means for it.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
