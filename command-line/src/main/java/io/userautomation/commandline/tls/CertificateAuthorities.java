package io.userautomation.commandline.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A file of certificates in PEM, by one of which a server's own must be signed. */
public final class CertificateAuthorities {

    private CertificateAuthorities() {}

    /** Whether {@code file} can be read and holds a certificate at least. */
    public static boolean areIn(String file) {
        try {
            return !read(file).isEmpty();
        } catch (IOException | CertificateException | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * What checks a server's certificate.
     *
     * @param file PEM; empty: those that this JVM trusts
     * @throws IllegalStateException for a file that {@link #areIn} would refuse
     */
    public static SSLContext context(Optional<String> file) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(file.isEmpty() ? null : store(file.get()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no certificates can be read from " + file.orElse("this JVM"), e);
        }
    }

    private static KeyStore store(String file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : read(file)) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }

    private static Collection<? extends Certificate> read(String file) throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
    }
}
