package io.userautomation.localstack.tls;

import io.userautomation.localstack.StackException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/** A certificate authority in a folder, made by the JDK's keytool; what trusts it trusts this machine's tests alone. */
public final class CertificateAuthority {

    /** Keeps nobody out, as keytool wants one: the folder is its owner's alone. */
    private static final String PASSWORD = "changeit";

    private static final String ALIAS = "ca";

    private final Path folder;

    private CertificateAuthority(Path folder) {
        this.folder = folder;
    }

    /** The authority that lives in this folder, which is made if it isn't there. */
    public static CertificateAuthority in(Path folder) {
        CertificateAuthority authority = new CertificateAuthority(folder.toAbsolutePath());
        if (!Files.exists(authority.certificate())) {
            authority.create();
        }
        return authority;
    }

    /** Its certificate, a PEM file. */
    public Path certificate() {
        return folder.resolve("ca.pem");
    }

    /**
     * A certificate that is valid for a year.
     *
     * @param name of the file, unlike all others of this authority
     * @param holder as in {@code dns:localhost} or {@code ip:127.0.0.1}
     */
    public ServerCertificate issue(String name, String holder) {
        return issue(name, holder, "-validity", "365");
    }

    /** As {@link #issue(String, String)}, but one that expired five days ago. */
    public ServerCertificate issueExpired(String name, String holder) {
        return issue(name, holder, "-startdate", "-10d", "-validity", "5");
    }

    private ServerCertificate issue(String name, String holder, String... validity) {
        Path file = folder.resolve(name + ".p12");
        if (!Files.exists(file)) {
            keytool(name, List.of("-signer", ALIAS, "-ext", "san=" + holder), List.of(validity));
            copy(name, file);
        }
        return new ServerCertificate(file, PASSWORD, certificate());
    }

    private void create() {
        try {
            Files.createDirectories(folder);
            keytool(ALIAS, List.of("-ext", "bc:c"), List.of("-validity", "365"));
            KeyStore store = load();
            Files.writeString(
                    certificate(),
                    ServerCertificate.pem(
                            "CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("No certificate authority can be made in %s: %s".formatted(folder, e), e);
        }
    }

    /** Makes a key and its certificate in the authority's own store. */
    private void keytool(String alias, List<String> options, List<String> validity) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store().toString(),
                "-storepass",
                PASSWORD));
        command.addAll(options);
        command.addAll(validity);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new StackException("keytool failed: " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while making a certificate", e);
        }
    }

    private void copy(String alias, Path file) {
        char[] password = PASSWORD.toCharArray();
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore all = load();
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
            one.store(out, password);
        } catch (IOException | GeneralSecurityException e) {
            throw new StackException("%s can't be written: %s".formatted(file, e), e);
        }
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        try (InputStream file = Files.newInputStream(store())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(file, PASSWORD.toCharArray());
            return store;
        }
    }

    private Path store() {
        return folder.resolve("authority.p12");
    }
}
