package io.userautomation.randomuser.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One client's connection, with what a faulty server does to it. */
public final class ClientConnection {
    private final Socket socket;

    ClientConnection(Socket socket) {
        this.socket = socket;
    }

    /** Where the reply's bytes go; unbuffered. */
    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** Ends the connection with a TCP reset: the client's next read or write fails. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says nothing until the client closes the connection, the server does, or the time is over. */
    public void keepSilent(Duration longest) throws IOException {
        socket.setSoTimeout(Math.toIntExact(Math.max(1, longest.toMillis())));
        try {
            while (socket.getInputStream().read() >= 0) {
                // A client that goes on sending gets no answer either.
            }
        } catch (SocketTimeoutException e) {
            socket.close();
        }
    }
}
