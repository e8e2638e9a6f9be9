package io.userautomation.commandline.tls;

import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few bytes to and fro that find out what clients say badly or not at all: TLS where plain text is spoken, plain text
 * where TLS is, a certificate that can't be accepted. Kafka's client takes a broker's TLS alert for the length of an
 * answer, some 350 MB, and tries again until its time is up.
 */
public final class TlsProbe {

    private static final Logger LOG = LoggerFactory.getLogger(TlsProbe.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 3_000;
    /** The first byte of a TLS record that tells of an error; none of the plain answers begins with it. */
    private static final int TLS_ALERT = 21;

    private TlsProbe() {}

    /**
     * Looks at each address; one that doesn't answer is left to the client, which knows how long to wait for it.
     *
     * @throws TaskException for the first that can't be spoken to in this way
     */
    public static void check(Transport transport, List<InetSocketAddress> addresses) {
        for (InetSocketAddress address : addresses) {
            try {
                if (transport.tls()) {
                    knockOverTls(transport, address);
                } else {
                    knockInPlainText(transport, address);
                }
            } catch (IOException e) {
                LOG.debug("{} at {} does not answer", transport.wire().title(), address, e);
            }
        }
    }

    private static void knockOverTls(Transport transport, InetSocketAddress address) throws IOException {
        try {
            handshake(transport.wire(), transport.context(), address);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (PlainAnswerException e) {
            throw plain(transport, address, e);
        } catch (IOException e) {
            Optional<TaskException> refusal = transport.refusal(inWords(address), e);
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            if (answersInPlainText(transport.wire(), address)) {
                throw plain(transport, address, e);
            }
            throw e;
        }
    }

    /** PostgreSQL has TLS and plain text at one port, and its driver says well what of it is refused. */
    private static void knockInPlainText(Transport transport, InetSocketAddress address) throws IOException {
        if (transport.wire() != Protocol.POSTGRES
                && !answersInPlainText(transport.wire(), address)
                && answersOverTls(transport, address)) {
            throw transport.refusal(
                    inWords(address), "it speaks TLS there, not plain text: %s".formatted(transport.turnOn()), null);
        }
    }

    private static TaskException plain(Transport transport, InetSocketAddress address, IOException cause) {
        return transport.refusal(
                inWords(address),
                "it speaks plain text there, not TLS: turn TLS on there, or %s".formatted(transport.turnOff()),
                cause);
    }

    private static boolean answersInPlainText(Protocol wire, InetSocketAddress address) throws IOException {
        try (Socket socket = connect(address)) {
            socket.getOutputStream().write(wire.hello());
            int first = socket.getInputStream().read();
            return first >= 0 && first != TLS_ALERT;
        } catch (SocketException e) {
            return false;
        }
    }

    /** Also when the certificate can't be accepted: a certificate it is. */
    private static boolean answersOverTls(Transport transport, InetSocketAddress address) throws IOException {
        try {
            handshake(transport.wire(), CertificateAuthorities.context(Optional.empty()), address);
            return true;
        } catch (SSLException e) {
            return CertificateFault.of(e).isPresent();
        }
    }

    private static void handshake(Protocol wire, SSLContext context, InetSocketAddress address) throws IOException {
        certificates(wire, context, address);
    }

    /** Those that the server shows, once they are accepted. */
    static List<Certificate> certificates(Protocol wire, SSLContext context, InetSocketAddress address)
            throws IOException {
        try (Socket socket = connect(address)) {
            if (wire == Protocol.POSTGRES) {
                requestTls(socket);
            }
            String host = bare(address.getHostString());
            try (SSLSocket secured =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, host, address.getPort(), true)) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
                secured.startHandshake();
                return List.of(secured.getSession().getPeerCertificates());
            }
        }
    }

    private static void requestTls(Socket socket) throws IOException {
        socket.getOutputStream().write(Protocol.POSTGRES.hello());
        InputStream answer = socket.getInputStream();
        if (answer.read() != 'S') {
            throw new PlainAnswerException();
        }
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(ANSWER_MILLIS);
            InetAddress host = InetAddress.getByName(address.getHostString());
            socket.connect(new InetSocketAddress(host, address.getPort()), CONNECT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static String inWords(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    /** IPv6 addresses stand in brackets in settings. */
    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** PostgreSQL's answer that there will be no TLS. */
    private static final class PlainAnswerException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
