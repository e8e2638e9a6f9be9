package io.userautomation.systemtests.compose.files;

import java.util.Map;

/**
 * A service of a compose file.
 *
 * @param file for messages
 */
record Service(String file, String name, Map<String, Object> definition) {

    /** One message that names file, service and what to do. */
    String problem(String sentence) {
        return "%s: service %s: %s".formatted(file, name, sentence);
    }

    String text(String key) {
        return Tree.text(definition, key);
    }

    boolean isBuilt() {
        return definition.containsKey("build");
    }
}
