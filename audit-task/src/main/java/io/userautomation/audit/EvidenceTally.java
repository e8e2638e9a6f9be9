package io.userautomation.audit;

import io.userautomation.model.Sink;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Adds up the verdicts, record by record. */
final class EvidenceTally {

    /** Enough to look into, few enough to be read. */
    static final int NAMED = 10;

    private final AuditedIds ids = new AuditedIds();
    private final List<String> lost = new ArrayList<>();
    private long lostRecords;
    private long records;

    /** A valid record and its verdict in each sink. */
    void add(RunRecord record, Map<Sink, Verdict> verdicts) {
        records++;
        verdicts.forEach((sink, verdict) -> ids.put(record.id(), sink, verdict));
    }

    /** A record that is not valid, and so belongs in the dead letters for all sinks. */
    void addInvalid(RunRecord record, boolean deadLettered) {
        records++;
        if (!deadLettered) {
            lostRecords++;
            if (lost.size() < NAMED) {
                lost.add(record.place());
            }
        }
    }

    long records() {
        return records;
    }

    Evidence evidence(long deadLettered, long expired) {
        Map<Sink, Counts> sinks = new EnumMap<>(Sink.class);
        for (Sink sink : Sink.values()) {
            sinks.put(sink, new Counts());
        }
        long[] missingAndDifferent = new long[2];
        ids.forEach((id, cassandra, postgres) -> {
            sinks.get(Sink.CASSANDRA).add(id, cassandra);
            sinks.get(Sink.POSTGRES).add(id, postgres);
            missingAndDifferent[0] += cassandra == Verdict.MISSING || postgres == Verdict.MISSING ? 1 : 0;
            missingAndDifferent[1] += cassandra == Verdict.DIFFERENT || postgres == Verdict.DIFFERENT ? 1 : 0;
        });
        Map<Sink, SinkEvidence> perSink = new EnumMap<>(Sink.class);
        sinks.forEach((sink, counts) -> perSink.put(sink, counts.evidence()));
        return new Evidence(
                records,
                ids.size(),
                deadLettered,
                missingAndDifferent[0],
                missingAndDifferent[1],
                lost,
                lostRecords,
                expired,
                perSink);
    }

    private static final class Counts {

        private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        private final Map<Verdict, List<String>> named = new EnumMap<>(Verdict.class);

        void add(UUID id, Verdict verdict) {
            counts.merge(verdict, 1L, Long::sum);
            if (verdict == Verdict.MISSING || verdict == Verdict.DIFFERENT) {
                List<String> names = named.computeIfAbsent(verdict, none -> new ArrayList<>(NAMED));
                if (names.size() < NAMED) {
                    names.add(id.toString());
                }
            }
        }

        SinkEvidence evidence() {
            return new SinkEvidence(
                    counts.getOrDefault(Verdict.STORED, 0L),
                    counts.getOrDefault(Verdict.DEAD_LETTERED, 0L),
                    counts.getOrDefault(Verdict.MISSING, 0L),
                    counts.getOrDefault(Verdict.DIFFERENT, 0L),
                    named.getOrDefault(Verdict.MISSING, List.of()),
                    named.getOrDefault(Verdict.DIFFERENT, List.of()));
        }
    }
}
