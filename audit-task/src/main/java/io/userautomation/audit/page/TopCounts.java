package io.userautomation.audit.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts by name, of so many names at most; what has none of these counts as {@link #OTHER}. */
public final class TopCounts {

    static final String OTHER = "other";

    private final int maxNames;
    private final Map<String, Long> counts = new HashMap<>();
    private long others;

    public TopCounts(int maxNames) {
        this.maxNames = maxNames;
    }

    /** Counts one; null for one that has no name. */
    public void add(String name) {
        if (name == null || (counts.size() >= maxNames && !counts.containsKey(name))) {
            others++;
        } else {
            counts.merge(name, 1L, Long::sum);
        }
    }

    /** The most frequent first, and behind them what has none of the names. */
    public List<NamedCount> list() {
        List<NamedCount> list = new ArrayList<>();
        counts.forEach((name, count) -> list.add(new NamedCount(name, count)));
        list.sort(Comparator.comparingLong(NamedCount::count).reversed().thenComparing(NamedCount::name));
        if (others > 0) {
            list.add(new NamedCount(OTHER, others));
        }
        return list;
    }
}
