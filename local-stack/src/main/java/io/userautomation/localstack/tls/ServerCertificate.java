package io.userautomation.localstack.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What a server proves its name with.
 *
 * @param keyStore PKCS #12 with one key and its certificates
 * @param password of the store and of its key
 * @param authority PEM file of the CA that has signed it
 */
public record ServerCertificate(Path keyStore, String password, Path authority) {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    static String pem(String title, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(title, LINES.encodeToString(content), title);
    }

    /** The certificate in PEM. */
    public String certificate() {
        return with(
                store -> pem("CERTIFICATE", store.getCertificate(alias(store)).getEncoded()));
    }

    /** The key in PEM, not encrypted. */
    public String key() {
        return with(store -> pem(
                "PRIVATE KEY",
                store.getKey(alias(store), password.toCharArray()).getEncoded()));
    }

    /** For a server that is written in Java. */
    public SSLContext context() {
        return with(store -> {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        });
    }

    private static String alias(KeyStore store) throws GeneralSecurityException {
        return store.aliases().nextElement();
    }

    private <T> T with(Use<T> use) {
        try (InputStream file = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, password.toCharArray());
            return use.of(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("%s can't be read".formatted(keyStore), e);
        }
    }

    private interface Use<T> {
        T of(KeyStore store) throws GeneralSecurityException;
    }
}
