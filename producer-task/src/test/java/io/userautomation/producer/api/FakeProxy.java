package io.userautomation.producer.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers whatever it is asked with one text, and remembers the lines of the requests' heads. */
final class FakeProxy implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final String answer;

    /** @param answer head and body */
    FakeProxy(String answer) throws IOException {
        this.answer = answer;
        Thread thread = new Thread(this::serve, "fake-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    static FakeProxy answering(String status, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return new FakeProxy(
                "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\nConnection: close\r\n%s\r\n%s"
                        .formatted(status, length, "Proxy-Authenticate: Basic realm=\"corporate\"\r\n", body));
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> heads() {
        return heads;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                    heads.add(line);
                }
                client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                client.getOutputStream().flush();
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
