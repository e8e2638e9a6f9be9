package io.userautomation.commandline.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is wrong with a server's certificate, found among the causes of whatever a client has thrown. */
record CertificateFault(Kind kind, String detail) {

    private static final int DEEPEST = 30;

    enum Kind {
        EXPIRED,
        NOT_YET_VALID,
        UNTRUSTED,
        OTHER_HOST,
        OTHER
    }

    /** Empty where {@code failure} has nothing to do with a certificate. */
    static Optional<CertificateFault> of(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
        return first(causes, CertificateExpiredException.class, Kind.EXPIRED)
                .or(() -> first(causes, CertificateNotYetValidException.class, Kind.NOT_YET_VALID))
                .or(() -> first(causes, CertPathBuilderException.class, Kind.UNTRUSTED))
                .or(() -> first(causes, CertPathValidatorException.class, Kind.UNTRUSTED))
                .or(() -> first(causes, CertificateException.class, Kind.OTHER))
                .map(CertificateFault::refined);
    }

    /** One clause that says what to do. */
    String sentence(String caVariable, Optional<String> caFile) {
        return switch (kind) {
            case EXPIRED -> "its certificate has expired (%s): renew it there".formatted(detail);
            case NOT_YET_VALID ->
                "its certificate is not valid yet (%s): look at both machines' clocks".formatted(detail);
            case UNTRUSTED ->
                caFile.map(file ->
                                "its certificate isn't signed by a CA in %s (%s): name the file of the CA that signed it"
                                        .formatted(file, caVariable))
                        .orElseGet(() ->
                                "its certificate isn't signed by a CA that this Java trusts: name the file of the CA that signed it in %s"
                                        .formatted(caVariable));
            case OTHER_HOST ->
                "its certificate is for another host name (%s): use a name that it holds, or get it one that holds this name"
                        .formatted(detail);
            case OTHER -> "its certificate can't be accepted (%s): replace it there".formatted(detail);
        };
    }

    private static Optional<CertificateFault> first(List<Throwable> causes, Class<?> type, Kind kind) {
        return causes.stream()
                .filter(type::isInstance)
                .findFirst()
                .map(cause -> new CertificateFault(kind, String.valueOf(cause.getMessage())));
    }

    /** The JDK has one exception for a host name and for other faults, and so it has for a path that can't be built. */
    private CertificateFault refined() {
        if (kind == Kind.OTHER && detail.matches("No (name matching|subject alternative) .*")) {
            return new CertificateFault(Kind.OTHER_HOST, withoutStop(detail));
        }
        boolean aboutTrust = detail.contains("signature check failed")
                || detail.contains("unable to find valid certification path")
                || detail.contains("does not chain with any of the trust anchors");
        return kind == Kind.UNTRUSTED && !aboutTrust ? new CertificateFault(Kind.OTHER, detail) : this;
    }

    private static String withoutStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
