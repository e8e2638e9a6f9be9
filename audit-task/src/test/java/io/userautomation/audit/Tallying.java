package io.userautomation.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A process that adds up so many made-up users, a tenth of them twice: {@code Tallying users}. It prints what it found,
 * seconds and the peak of its resident memory.
 */
final class Tallying {

    private static final int SEED = 7;

    private Tallying() {}

    public static void main(String[] arguments) throws Exception {
        long users = Long.parseLong(arguments[0]);
        long start = System.nanoTime();
        Map<String, Verdict> stored = Map.of("cassandra", Verdict.STORED, "postgres", Verdict.STORED);
        try (EvidenceTally tally = new EvidenceTally(List.of("cassandra", "postgres"))) {
            add(tally, users, stored);
            add(tally, users / 10, stored);
            Evidence evidence = tally.evidence(0);
            System.out.printf(
                    "records=%d distinct=%d stored=%d missing=%d%n",
                    evidence.records(),
                    evidence.distinct(),
                    evidence.stores().get("postgres").stored(),
                    evidence.missing());
        }
        System.out.printf("seconds=%.1f%n", (System.nanoTime() - start) / 1e9);
        Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .forEach(System.out::println);
    }

    private static void add(EvidenceTally tally, long users, Map<String, Verdict> stored) {
        SplittableRandom ids = new SplittableRandom(SEED);
        for (long i = 0; i < users; i++) {
            tally.add(new RunRecord(0, null, new UUID(ids.nextLong(), ids.nextLong()), null), stored, false);
        }
    }
}
