package io.userautomation.systemtests.compose.files;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What Compose makes of two files, as far as ours use it: mappings are merged, lists are appended, the rest is replaced. */
final class ComposeMerge {

    /** Lists that are one command, and so replaced. */
    private static final Set<String> COMMANDS = Set.of("command", "entrypoint", "test");

    private ComposeMerge() {}

    /** {@code base} as it is under {@code override}; neither is changed. */
    static Map<String, Object> merge(Map<?, ?> base, Map<?, ?> override) {
        Map<String, Object> merged = new LinkedHashMap<>();
        base.forEach((key, value) -> merged.put(key.toString(), value));
        override.forEach((key, value) -> {
            if (value instanceof ComposeYaml.Removal) {
                merged.remove(key.toString());
            } else {
                merged.put(key.toString(), merge(key.toString(), merged.get(key.toString()), value));
            }
        });
        return merged;
    }

    private static Object merge(String key, Object base, Object override) {
        if (override instanceof ComposeYaml.Replacement alone) {
            return alone.value();
        }
        if (override instanceof Map<?, ?> more) {
            // Also without a base, so that no tag is left inside.
            return merge(base instanceof Map<?, ?> map ? map : Map.of(), more);
        }
        if (base instanceof List<?> list && override instanceof List<?> more && !COMMANDS.contains(key)) {
            List<Object> both = new ArrayList<>(list);
            both.addAll(more);
            return both;
        }
        return override;
    }
}
