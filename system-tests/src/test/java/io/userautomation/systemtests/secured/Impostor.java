package io.userautomation.systemtests.secured;

import io.userautomation.localstack.tls.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Listens where a server is looked for, and gets no further than a TLS handshake or a first answer in plain text. */
final class Impostor implements AutoCloseable {

    /** What a client's first byte is when it begins a TLS handshake. */
    private static final int TLS_HANDSHAKE = 22;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Conversation conversation;

    private Impostor(Conversation conversation) throws IOException {
        this.conversation = conversation;
        Thread thread = new Thread(this::serve, "impostor");
        thread.setDaemon(true);
        thread.start();
    }

    /** Shows this certificate. */
    static Impostor withCertificate(ServerCertificate certificate) throws IOException {
        SSLContext context = certificate.context();
        return new Impostor(socket -> handshake(context, socket));
    }

    /** Shows this certificate once it was asked for TLS, as PostgreSQL does. */
    static Impostor postgresWithCertificate(ServerCertificate certificate) throws IOException {
        SSLContext context = certificate.context();
        return new Impostor(socket -> {
            socket.getInputStream().readNBytes(8);
            socket.getOutputStream().write('S');
            handshake(context, socket);
        });
    }

    /** Answers in plain text, and hangs up on whoever wants TLS. */
    static Impostor inPlainText() throws IOException {
        return new Impostor(socket -> {
            if (socket.getInputStream().read() != TLS_HANDSHAKE) {
                socket.getOutputStream().write('N');
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    private static void handshake(SSLContext context, Socket socket) throws IOException {
        try (SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true)) {
            secured.setUseClientMode(false);
            secured.startHandshake();
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.setSoTimeout(5_000);
                conversation.with(socket);
            } catch (IOException refusedOrClosed) {
                // What the client makes of it is the test's business.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private interface Conversation {
        void with(Socket socket) throws IOException;
    }
}
