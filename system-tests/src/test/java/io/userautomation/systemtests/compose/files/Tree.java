package io.userautomation.systemtests.compose.files;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reading what a YAML file says, where anything may be missing or of another kind. */
final class Tree {

    private Tree() {}

    /** Its keys as text; empty where it is no mapping. */
    static Map<String, Object> asMap(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> map.put(key.toString(), entry));
        }
        return map;
    }

    /** Empty where it is not there. */
    static Map<String, Object> map(Map<String, Object> tree, String... path) {
        Map<String, Object> place = tree;
        for (String key : path) {
            place = asMap(place.get(key));
        }
        return place;
    }

    /** Empty where it is not there. */
    static List<?> list(Map<String, Object> tree, String key) {
        return tree.get(key) instanceof List<?> list ? list : List.of();
    }

    /** Empty where it is not there. */
    static String text(Map<String, Object> tree, String key) {
        Object value = tree.get(key);
        return value == null ? "" : value.toString();
    }

    /** Every text and number in it, however deep. */
    static Stream<String> scalars(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().flatMap(Tree::scalars);
        }
        if (value instanceof List<?> list) {
            return list.stream().flatMap(Tree::scalars);
        }
        return value == null ? Stream.empty() : Stream.of(value.toString());
    }
}
