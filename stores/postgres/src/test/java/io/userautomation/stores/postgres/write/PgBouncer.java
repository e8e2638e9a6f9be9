package io.userautomation.stores.postgres.write;

import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Ports;
import io.userautomation.stores.postgres.PostgresSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real PgBouncer before a server, in transaction mode: each transaction gets the next of its sessions. */
final class PgBouncer implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/pgbouncer");

    private final int port = Ports.anyFree();
    private final Path folder;
    private final Process process;

    /** Starts it as it comes; the test is skipped where it isn't installed. */
    PgBouncer(PostgresSettings server) throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not there: apt install pgbouncer");
        InetSocketAddress address = server.addresses().get(0);
        folder = Files.createTempDirectory("pgbouncer");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%d user=%s password=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                user = nobody
                pool_mode = transaction
                server_round_robin = 1
                min_pool_size = 3
                default_pool_size = 6
                """.formatted(
                        address.getHostString(),
                        address.getPort(),
                        server.username().orElseThrow(),
                        server.password().orElseThrow().text(),
                        port));
        process = new ProcessBuilder(PROGRAM.toString(), configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    String url(PostgresSettings server) {
        return server.url().replaceFirst("//[^/]+/", "//127.0.0.1:" + port + "/");
    }

    void awaitAnswer() {
        await().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (ConnectException notYet) {
                return false;
            }
        });
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
