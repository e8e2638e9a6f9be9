package io.userautomation.systemtests.monitoring;

import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * An alert as {@code docker/monitoring/prometheus/rules} has it.
 *
 * @param name as Prometheus shows it
 * @param expression its query
 * @param severity how soon somebody has to look
 * @param annotations what is said to whoever is told
 */
record AlertRule(String name, String expression, String severity, Map<String, String> annotations) {

    /** All that there are. */
    static List<AlertRule> all() {
        return yamlFiles(folder().resolve("rules"))
                .flatMap(file -> children(yaml(file), "groups"))
                .flatMap(group -> children(group, "rules"))
                .map(AlertRule::of)
                .toList();
    }

    /** Of what Prometheus is given. */
    static Path folder() {
        return Checkout.find().root().resolve("docker/monitoring/prometheus");
    }

    static Stream<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<?, ?> yaml(Path file) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Map<?, ?>> children(Map<?, ?> parent, String name) {
        return ((List<?>) parent.get(name)).stream().map(Map.class::cast);
    }

    private static AlertRule of(Map<?, ?> rule) {
        Map<?, ?> labels = (Map<?, ?>) rule.get("labels");
        Map<String, String> annotations = new TreeMap<>();
        ((Map<?, ?>) rule.get("annotations"))
                .forEach((name, text) -> annotations.put(name.toString(), text.toString()));
        return new AlertRule(
                rule.get("alert").toString(),
                rule.get("expr").toString(),
                labels.get("severity").toString(),
                annotations);
    }
}
