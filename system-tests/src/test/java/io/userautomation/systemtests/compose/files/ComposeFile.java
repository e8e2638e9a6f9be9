package io.userautomation.systemtests.compose.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A compose file, alone or with one that overrides it.
 *
 * @param name for messages, as in {@code docker-compose.yml with docker-compose.cluster.yml}
 */
record ComposeFile(String name, Map<String, Object> document) {

    static ComposeFile read(Path file) throws IOException {
        return parse(file.getFileName().toString(), Files.readString(file));
    }

    static ComposeFile parse(String name, String text) {
        return new ComposeFile(name, Tree.asMap(ComposeYaml.parse(text)));
    }

    /** What {@code docker compose -f this -f override} runs; a service there may extend one of this file. */
    ComposeFile with(ComposeFile override) {
        Map<String, Object> more = new LinkedHashMap<>(override.document);
        more.put("services", override.extended(Tree.map(document, "services")));
        return new ComposeFile(name + " with " + override.name, ComposeMerge.merge(document, more));
    }

    private Map<String, Object> extended(Map<String, Object> others) {
        Map<String, Object> services = Tree.map(document, "services");
        services.replaceAll((service, definition) -> {
            Map<String, Object> own = Tree.asMap(definition);
            String other = Tree.text(Tree.asMap(own.remove("extends")), "service");
            return other.isEmpty() ? definition : ComposeMerge.merge(Tree.asMap(others.get(other)), own);
        });
        return services;
    }

    List<Service> services() {
        return Tree.map(document, "services").entrySet().stream()
                .map(entry -> new Service(name, entry.getKey(), Tree.asMap(entry.getValue())))
                .toList();
    }

    /** Services that others wait for to end: they prepare something and serve nothing. */
    Set<String> oneShots() {
        return services().stream()
                .flatMap(service -> Tree.map(service.definition(), "depends_on").entrySet().stream())
                .filter(other -> Tree.asMap(other.getValue()).containsValue("service_completed_successfully"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    Map<String, Object> configs() {
        return Tree.map(document, "configs");
    }

    /** Without the services of profiles, which are on for those alone who ask for them. */
    ComposeFile withoutProfiles() {
        Map<String, Object> services = Tree.map(document, "services");
        services.values().removeIf(definition -> Tree.asMap(definition).containsKey("profiles"));
        Map<String, Object> rest = new LinkedHashMap<>(document);
        rest.put("services", services);
        return new ComposeFile(name, rest);
    }

    Set<String> declaredVolumes() {
        return Tree.map(document, "volumes").keySet();
    }
}
