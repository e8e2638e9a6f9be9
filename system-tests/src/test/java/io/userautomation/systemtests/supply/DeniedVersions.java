package io.userautomation.systemtests.supply;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Versions of libraries that nothing shipped may hold.
 *
 * @param denied what has a published vulnerability
 * @param exceptions what is shipped all the same
 */
record DeniedVersions(List<Denied> denied, List<Allowed> exceptions) {

    /**
     * @param component {@code group:name}; the name may be {@code *}
     * @param from first vulnerable version; null for all before {@code below}
     * @param below first fixed version; null where there is none
     * @param ids of the advisories
     */
    record Denied(String component, String from, String below, List<String> ids) {

        boolean covers(Component found) {
            boolean named = component.equals(found.name())
                    || (component.endsWith(":*")
                            && found.name().startsWith(component.substring(0, component.length() - 1)));
            return named
                    && (below == null || Versions.ORDER.compare(found.version(), below) < 0)
                    && (from == null || Versions.ORDER.compare(found.version(), from) >= 0);
        }

        String remedy() {
            return below == null ? "replace it or leave it out" : "raise it to " + below + " or more";
        }
    }

    /** One version that is shipped although it is denied, and why. */
    record Allowed(String component, String version, String reason) {}

    /**
     * @param name {@code group:name}
     */
    record Component(String name, String version) {}

    /** The list that {@code denied-versions.json} is. */
    static DeniedVersions listed() throws IOException {
        try (Reader text = new InputStreamReader(
                DeniedVersions.class.getResourceAsStream("denied-versions.json"), StandardCharsets.UTF_8)) {
            return new Gson().fromJson(text, DeniedVersions.class);
        }
    }

    /** What must not be there, a sentence each; and exceptions for what is not there, too. */
    List<String> problemsOf(Set<Component> shipped) {
        List<String> problems = new ArrayList<>();
        shipped.stream()
                .sorted(Comparator.comparing(Component::name).thenComparing(Component::version))
                .forEach(component -> denied.stream()
                        .filter(entry -> entry.covers(component))
                        .filter(entry -> exceptions.stream().noneMatch(allowed -> isFor(allowed, component)))
                        .forEach(entry -> problems.add("%s:%s has %s: %s"
                                .formatted(component.name(), component.version(), entry.ids(), entry.remedy()))));
        exceptions.stream()
                .filter(allowed -> shipped.stream()
                        .noneMatch(component -> isFor(allowed, component)
                                && denied.stream().anyMatch(entry -> entry.covers(component))))
                .forEach(allowed -> problems.add("the exception for %s:%s is no longer needed: remove it"
                        .formatted(allowed.component(), allowed.version())));
        return problems;
    }

    private static boolean isFor(Allowed allowed, Component component) {
        return allowed.component().equals(component.name()) && allowed.version().equals(component.version());
    }
}
