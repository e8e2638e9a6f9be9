package io.userautomation.systemtests.compose.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code .env.example} has every variable without which Compose refuses to start, and none that nothing reads. */
final class EnvExampleRules {

    /** What Compose itself reads. */
    private static final String COMPOSE_OWN = "COMPOSE_";

    private EnvExampleRules() {}

    static List<String> problems(Map<String, String> example, Collection<ComposeFile> files) {
        Set<String> used = new TreeSet<>();
        Set<String> required = new TreeSet<>();
        for (ComposeFile file : files) {
            Tree.scalars(file.document()).forEach(text -> {
                used.addAll(Variables.usedIn(text));
                required.addAll(Variables.requiredBy(text));
            });
        }
        List<String> problems = new ArrayList<>();
        for (String name : required) {
            if (!example.containsKey(name)) {
                problems.add(
                        ".env.example: %s is missing, without which Compose refuses to start: add it".formatted(name));
            }
        }
        example.forEach((name, value) -> {
            if (!used.contains(name) && !name.startsWith(COMPOSE_OWN)) {
                problems.add(".env.example: no compose file reads %s: remove it".formatted(name));
            }
            if (SecretRules.isSecret(name) && !value.isEmpty()) {
                problems.add(".env.example: the secret %s has a value: leave it to script/init-env.sh".formatted(name));
            }
        });
        return problems;
    }
}
