package io.userautomation.commandline.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When the certificates that servers show come to their end. */
public final class CertificateEnd {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateEnd.class);

    private CertificateEnd() {}

    /**
     * The first one, of each server's chain; empty where no server is spoken to over TLS, or none answers.
     *
     * @param addresses each gets a connection of its own, which says nothing
     */
    public static Optional<Instant> first(Transport transport, List<InetSocketAddress> addresses) {
        if (!transport.tls()) {
            return Optional.empty();
        }
        return addresses.stream()
                .flatMap(address -> certificates(transport, address))
                .filter(X509Certificate.class::isInstance)
                .map(certificate ->
                        ((X509Certificate) certificate).getNotAfter().toInstant())
                .min(Instant::compareTo);
    }

    private static Stream<Certificate> certificates(Transport transport, InetSocketAddress address) {
        try {
            return TlsProbe.certificates(transport.wire(), transport.context(), address).stream();
        } catch (IOException e) {
            LOG.debug("{} at {} shows no certificate", transport.wire().title(), address, e);
            return Stream.empty();
        }
    }
}
