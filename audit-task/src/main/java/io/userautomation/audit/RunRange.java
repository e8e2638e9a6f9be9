package io.userautomation.audit;

import io.userautomation.model.runs.RunManifest;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the run's records lie.
 *
 * @param spans per partition of the users topic
 */
record RunRange(Map<Integer, Span> spans) {

    RunRange {
        spans = new TreeMap<>(spans);
    }

    /**
     * The range of a closed run.
     *
     * @param logStarts the log's first offsets today; a partition that it lacks is gone with all it held
     * @param logEnds the offsets after its last
     */
    static RunRange of(RunManifest manifest, Map<Integer, Long> logStarts, Map<Integer, Long> logEnds) {
        Map<Integer, Span> spans = new TreeMap<>();
        manifest.endOffsets().forEach((partition, end) -> {
            long start = manifest.startOffsets().getOrDefault(partition, 0L);
            long logStart = logStarts.getOrDefault(partition, 0L);
            long logEnd = logEnds.getOrDefault(partition, 0L);
            spans.put(partition, new Span(start, end, logStart, logEnd));
        });
        return new RunRange(spans);
    }

    /**
     * From some offsets on to the end of the log.
     *
     * @param starts the first offsets; a partition that it lacks has nothing from there on
     */
    static RunRange from(Map<Integer, Long> starts, Map<Integer, Long> logEnds) {
        Map<Integer, Span> spans = new TreeMap<>();
        logEnds.forEach((partition, end) -> {
            long start = starts.getOrDefault(partition, end);
            spans.put(partition, new Span(start, end, start, end));
        });
        return new RunRange(spans);
    }

    /** Offsets of the run that can't be read any more. */
    long expired() {
        return spans.values().stream().mapToLong(Span::expired).sum();
    }

    /** Offsets of the run that can be read; not all of them need to be records of it. */
    long readable() {
        return spans.values().stream()
                .mapToLong(span -> span.readableTo() - span.readableFrom())
                .sum();
    }

    /** Whether the log ends before the run does, which only a topic that was created anew can. */
    boolean isCutOff() {
        return spans.values().stream().anyMatch(span -> span.logEnd() < span.end());
    }

    /**
     * How far a consumer group is from the run's end.
     *
     * @param committed the group's offsets; a partition that it lacks counts as not begun
     */
    long lag(Map<Integer, Long> committed) {
        return spans.entrySet().stream()
                .mapToLong(entry -> {
                    Span span = entry.getValue();
                    long reached = Math.max(span.start(), committed.getOrDefault(entry.getKey(), span.start()));
                    return Math.max(0, span.end() - reached);
                })
                .sum();
    }
}
