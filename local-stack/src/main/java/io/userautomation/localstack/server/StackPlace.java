package io.userautomation.localstack.server;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.WorkerSize;
import io.userautomation.localstack.tls.ServerCertificate;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where a stack lives.
 *
 * @param data the folder of everything that its servers write, absolute
 * @param ports where they listen
 * @param checkout where their jars are
 * @param worker what the Spark worker may hand out
 * @param certificate what Kafka, the databases and the registry show, which then speak TLS only and ask for a
 *     login; empty: they speak plain text
 * @param taskEnvironment the variables that Airflow's tasks find, as they are when asked for
 */
public record StackPlace(
        Path data,
        Ports ports,
        Checkout checkout,
        WorkerSize worker,
        Optional<ServerCertificate> certificate,
        Supplier<Map<String, String>> taskEnvironment) {
    Path folder(ServerKind kind) {
        return data.resolve(ServerKind.AIRFLOW.contains(kind) ? "airflow" : kind.title());
    }

    Path log(ServerKind kind) {
        return data.resolve("logs").resolve(kind.title() + ".log");
    }

    Path pidFile(ServerKind kind) {
        return data.resolve("pids").resolve(kind.title() + ".pid");
    }

    int port(PortName name) {
        return ports.of(name);
    }

    String address(PortName name) {
        return "127.0.0.1:" + port(name);
    }

    /** The host that clients are told: the one that the certificate, if there is any, is for. */
    String host() {
        return certificate.isPresent() ? "localhost" : "127.0.0.1";
    }

    /** As {@link #address}, with {@link #host}. */
    String clientAddress(PortName name) {
        return host() + ":" + port(name);
    }
}
