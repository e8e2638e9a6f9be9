package io.userautomation.commandline.tls;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.Setting;
import java.io.Serializable;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a kind of server is spoken to, and which settings say so.
 *
 * @param wire the kind of server
 * @param tls whether over TLS, with its certificate and host name checked, or in plain text
 * @param caFile PEM file of the CAs that may have signed its certificate; null: those that the JVM trusts
 * @param caVariable the setting of that file
 * @param turnOn what to do for TLS, as in {@code "set CASSANDRA_TLS to true"}
 * @param turnOff what to do for plain text
 */
public record Transport(Protocol wire, boolean tls, String caFile, String caVariable, String turnOn, String turnOff)
        implements Serializable {

    /** The usual case: a switch that is true or false. */
    public static Transport switched(Protocol wire, Setting tls, boolean on, Setting ca, Optional<String> caFile) {
        return new Transport(
                wire,
                on,
                caFile.orElse(null),
                ca.variable(),
                "set %s to true".formatted(tls.variable()),
                "set %s to false".formatted(tls.variable()));
    }

    /** What checks the server's certificate; host names are the client's own to check. */
    public SSLContext context() {
        return CertificateAuthorities.context(Optional.ofNullable(caFile));
    }

    /**
     * The certificate's fault, where {@code failure} or one of its causes is about one.
     *
     * @param address {@code host:port}, or several with commas between them
     * @return what to end the task with: no waiting mends it
     */
    public Optional<TaskException> refusal(String address, Throwable failure) {
        return CertificateFault.of(failure)
                .map(fault -> refusal(address, fault.sentence(caVariable, Optional.ofNullable(caFile)), failure));
    }

    TaskException refusal(String address, String what, Throwable cause) {
        return new TaskException(ExitStatus.FAILED, "%s at %s: %s".formatted(wire.title(), address, what), cause);
    }
}
