package io.userautomation.systemtests.supply;

import java.util.Comparator;
import java.util.stream.Stream;

/** The order of versions by their numbers; words such as {@code Final} and {@code jre} count for nothing. */
final class Versions {

    static final Comparator<String> ORDER = Versions::compare;

    private Versions() {}

    private static int compare(String left, String right) {
        long[] a = numbers(left);
        long[] b = numbers(right);
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int order = Long.compare(i < a.length ? a[i] : 0, i < b.length ? b[i] : 0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static long[] numbers(String version) {
        return Stream.of(version.split("[.-]", -1))
                .filter(part -> part.matches("\\d{1,9}"))
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
