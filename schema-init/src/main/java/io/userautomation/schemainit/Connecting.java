package io.userautomation.schemainit;

import io.userautomation.commandline.Reason;
import io.userautomation.commandline.TaskException;
import io.userautomation.stores.ServerSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One server's wait: tries, says what is amiss whenever that changes, and tries again. */
final class Connecting implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Connecting.class);
    private static final long PAUSE_MILLIS = 500;
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

    private final ServerSchema part;
    private final CountDownLatch underway;
    private volatile String failure;

    Connecting(ServerSchema part, CountDownLatch underway) {
        this.part = part;
        this.underway = underway;
        this.failure = part.server() + " is not reachable: no answer yet";
    }

    /** Why the server is not connected, empty once it is. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void run() {
        try {
            while (!connected()) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // The wait is over: what failed last stands.
            Thread.currentThread().interrupt();
        } finally {
            underway.countDown();
        }
    }

    /** True also when no further try would help. */
    private boolean connected() throws InterruptedException {
        try {
            knock();
            part.connect();
            failure = null;
            LOG.info("{} is ready", part.server());
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (TaskException e) {
            failure = e.getMessage();
            return true;
        } catch (Exception e) {
            LOG.debug("{} is not ready", part.server(), e);
            String now = part.server() + " is not reachable: " + Reason.of(e);
            if (!now.equals(failure)) {
                LOG.info("waiting for {}: {}", part.server(), Reason.of(e));
            }
            failure = now;
            return false;
        }
    }

    /** A plain connection first: clients are slow and talkative about a port where nobody listens. */
    private void knock() throws IOException {
        IOException refusal = new IOException("no address to try");
        for (InetSocketAddress address : part.addresses()) {
            try (Socket socket = new Socket()) {
                InetAddress host = InetAddress.getByName(address.getHostString());
                socket.connect(new InetSocketAddress(host, address.getPort()), CONNECT_TIMEOUT_MILLIS);
                return;
            } catch (UnknownHostException e) {
                refusal = new IOException("host " + address.getHostString() + " is not known", e);
            } catch (IOException e) {
                refusal = e;
            }
        }
        throw refusal;
    }
}
