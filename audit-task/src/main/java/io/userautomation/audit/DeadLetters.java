package io.userautomation.audit;

import io.userautomation.model.Sink;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Which of the run's records stand in the dead letters, and for which sink: a bit per offset of the run. */
final class DeadLetters {

    private final RunRange range;
    private final Map<Sink, Map<Integer, BitSet>> refused = new EnumMap<>(Sink.class);

    DeadLetters(RunRange range) {
        this.range = range;
        for (Sink sink : Sink.values()) {
            refused.put(sink, new TreeMap<>());
        }
    }

    /** Notes one; what lies outside of the run is left out, and repeating one changes nothing. */
    void add(DeadLetter letter) {
        Span span = range.spans().get(letter.partition());
        if (span != null && letter.offset() >= span.start() && letter.offset() < span.end()) {
            for (Sink sink : letter.sinks()) {
                refused.get(sink)
                        .computeIfAbsent(letter.partition(), partition -> new BitSet())
                        .set(Math.toIntExact(letter.offset() - span.start()));
            }
        }
    }

    /** Whether {@code sink} was refused this record of the run. */
    boolean has(Sink sink, int partition, long offset) {
        BitSet offsets = refused.get(sink).get(partition);
        return offsets != null
                && offsets.get(
                        Math.toIntExact(offset - range.spans().get(partition).start()));
    }

    /** Records of the run that stand there, for one sink or all. */
    long records() {
        Map<Integer, BitSet> any = new TreeMap<>();
        refused.values()
                .forEach(perPartition -> perPartition.forEach((partition, offsets) ->
                        any.computeIfAbsent(partition, ignored -> new BitSet()).or(offsets)));
        return any.values().stream().mapToLong(BitSet::cardinality).sum();
    }
}
