package io.userautomation.localstack.server;

import io.userautomation.localstack.PortName;
import java.nio.file.Path;

/** Prometheus' agent in a server's JVM, which serves what the rules of docker/monitoring/jmx name; only where metrics are asked for. */
final class JmxAgent {

    private final StackPlace place;
    private final PortName port;
    private final String rules;

    /** @param rules the file's name */
    JmxAgent(StackPlace place, PortName port, String rules) {
        this.place = place;
        this.port = port;
        this.rules = rules;
    }

    /** @param options the JVM's, in a file */
    void addTo(Path options) {
        if (place.ports().haveMetrics()) {
            Template.named("metrics/jmx-agent.options")
                    .with("agent", place.checkout().built(jar(), "local-stack"))
                    .with("port", place.port(port))
                    .with(
                            "rules",
                            place.checkout()
                                    .root()
                                    .resolve("docker/monitoring/jmx")
                                    .resolve(rules))
                    .appendTo(options);
        }
    }

    private Path jar() {
        return place.checkout().serverFiles("jmx-agent", "jars").resolve("jmx_prometheus_javaagent.jar");
    }
}
