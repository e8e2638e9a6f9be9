package io.userautomation.systemtests.secured;

import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.Stack;
import io.userautomation.localstack.tls.CertificateAuthority;
import java.io.IOException;
import java.util.Map;

/** What can be wrong between a task and a secured server: how to bring it about, and what the task must say. */
enum Mishap {
    WRONG_CA("its certificate isn't signed by a CA in "),
    WRONG_HOST_NAME("its certificate is for another host name ("),
    EXPIRED_CERTIFICATE("its certificate has expired (NotAfter: "),
    WRONG_PASSWORD("refuses the login"),
    CLIENT_IN_PLAIN_TEXT("it speaks TLS there, not plain text: "),
    SERVER_IN_PLAIN_TEXT("it speaks plain text there, not TLS: ");

    private static final Map<ServerKind, String> ADDRESSES = Map.of(
            ServerKind.KAFKA, "KAFKA_BOOTSTRAP_SERVERS",
            ServerKind.CASSANDRA, "CASSANDRA_CONTACT_POINTS",
            ServerKind.POSTGRES, "POSTGRES_URL",
            ServerKind.SCHEMA_REGISTRY, "SCHEMA_REGISTRY_URL");

    private final String words;

    Mishap(String words) {
        this.words = words;
    }

    /** What the task must say of this server. */
    String words(ServerKind server) {
        // PostgreSQL has one port for both, and says itself that it lets nobody in without encryption.
        return this == CLIENT_IN_PLAIN_TEXT && server == ServerKind.POSTGRES ? "no encryption" : words;
    }

    /** Changes the variables of a task so that it befalls the task at this server. */
    void befall(Map<String, String> environment, ServerKind server, Stack stack, Impostors impostors) {
        String prefix = server.name();
        switch (this) {
            case WRONG_CA ->
                environment.put(
                        prefix + "_CA_FILE",
                        authority(stack, "other-authority").certificate().toString());
            case WRONG_HOST_NAME ->
                environment.computeIfPresent(
                        ADDRESSES.get(server), (name, address) -> address.replace("localhost", "127.0.0.1"));
            case EXPIRED_CERTIFICATE ->
                redirect(environment, server, impostors.expired(server).port());
            case SERVER_IN_PLAIN_TEXT ->
                redirect(environment, server, impostors.plain().port());
            case WRONG_PASSWORD -> {
                environment.remove(prefix + "_PASSWORD_FILE");
                environment.put(prefix + "_PASSWORD", "not the password");
            }
            case CLIENT_IN_PLAIN_TEXT -> speakPlainly(environment, server);
        }
    }

    static CertificateAuthority authority(Stack stack, String folder) {
        return CertificateAuthority.in(stack.data().resolve(folder));
    }

    private static void redirect(Map<String, String> environment, ServerKind server, int port) {
        environment.computeIfPresent(
                ADDRESSES.get(server), (name, address) -> address.replaceFirst("localhost:\\d+", "localhost:" + port));
    }

    private static void speakPlainly(Map<String, String> environment, ServerKind server) {
        environment.remove(server.name() + "_CA_FILE");
        switch (server) {
            case KAFKA -> {
                environment.remove("KAFKA_SECURITY_PROTOCOL");
                environment.remove("KAFKA_USERNAME");
                environment.remove("KAFKA_PASSWORD_FILE");
            }
            case CASSANDRA -> environment.remove("CASSANDRA_TLS");
            case POSTGRES -> {
                environment.remove("POSTGRES_TLS");
                environment.merge("POSTGRES_URL", "?sslmode=disable", String::concat);
            }
            case SCHEMA_REGISTRY ->
                environment.computeIfPresent("SCHEMA_REGISTRY_URL", (name, url) -> url.replace("https:", "http:"));
            default -> throw new IllegalArgumentException(server.title());
        }
    }

    /** The servers that aren't what they should be. */
    static final class Impostors implements AutoCloseable {

        private final Impostor expired;
        private final Impostor expiredPostgres;
        private final Impostor plain;

        Impostors(Stack stack) throws IOException {
            CertificateAuthority authority = authority(stack, "tls");
            expired = Impostor.withCertificate(authority.issueExpired("expired", "dns:localhost"));
            expiredPostgres = Impostor.postgresWithCertificate(authority.issueExpired("expired", "dns:localhost"));
            plain = Impostor.inPlainText();
        }

        Impostor expired(ServerKind server) {
            return server == ServerKind.POSTGRES ? expiredPostgres : expired;
        }

        Impostor plain() {
            return plain;
        }

        @Override
        public void close() throws IOException {
            expired.close();
            expiredPostgres.close();
            plain.close();
        }
    }
}
