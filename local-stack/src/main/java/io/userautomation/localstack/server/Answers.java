package io.userautomation.localstack.server;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whether something on 127.0.0.1 answers, each question asked once and given up after a second. */
final class Answers {
    private static final int PATIENCE_MILLIS = 1_000;
    /** An OPTIONS request of CQL's native protocol, version 4: needs no session and no keyspace. */
    private static final byte[] CQL_OPTIONS = {4, 0, 0, 0, 5, 0, 0, 0, 0};

    private static final int CQL_SUPPORTED = 6;
    private static final int MYSQL_GREETING = 10;

    private Answers() {}

    static boolean tcp(int port) {
        try (Socket socket = connect(port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether a GET is answered with status 200. */
    static boolean http(int port, String path) {
        try {
            return get(port, path).getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The object that a GET is answered with; empty if the status is not 200. */
    static Optional<JsonObject> json(int port, String path) {
        try {
            HttpURLConnection connection = get(port, path);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return Optional.empty();
            }
            try (Reader body = new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)) {
                return Optional.of(JsonParser.parseReader(body).getAsJsonObject());
            }
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private static HttpURLConnection get(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        return connection;
    }

    static boolean cql(int port) {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write(CQL_OPTIONS);
            byte[] header = new byte[CQL_OPTIONS.length];
            new DataInputStream(socket.getInputStream()).readFully(header);
            return header[4] == CQL_SUPPORTED;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether it is greeted in the MySQL protocol: a length, a number, and the version, which is 10. */
    static boolean mysql(int port) {
        try (Socket socket = connect(port)) {
            byte[] greeting = new byte[5];
            new DataInputStream(socket.getInputStream()).readFully(greeting);
            return greeting[4] == MYSQL_GREETING;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
