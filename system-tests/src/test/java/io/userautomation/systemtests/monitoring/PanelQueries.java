package io.userautomation.systemtests.monitoring;

import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the panels of all dashboards ask Prometheus. */
public final class PanelQueries {

    static final Path DASHBOARDS = Checkout.find().root().resolve("docker/monitoring/grafana/dashboards");

    private PanelQueries() {}

    /**
     * Each query once, as Grafana sends it.
     *
     * @param rateInterval four times as long as from one scrape to the next, as in {@code 1m}
     */
    public static List<String> all(String rateInterval) throws IOException {
        return Dashboard.readAll(DASHBOARDS).stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .flatMap(panel -> panel.queries().stream())
                .map(query -> query.replace("$__rate_interval", rateInterval))
                .distinct()
                .toList();
    }
}
