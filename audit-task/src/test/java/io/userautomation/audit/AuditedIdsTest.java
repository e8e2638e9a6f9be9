package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditedIdsTest {

    private static final Map<String, Verdict> STORED = both(Verdict.STORED, Verdict.STORED);

    private final AuditedIds ids = new AuditedIds(List.of("cassandra", "postgres"));

    @AfterEach
    void close() {
        ids.close();
    }

    @Test
    void should_keep_a_verdict_per_store() {
        // given
        UUID id = UUID.randomUUID();

        // when
        ids.put(id, both(Verdict.MISSING, Verdict.DIFFERENT), false);

        // then
        assertThat(found()).containsExactly(Map.entry(id, "[MISSING, DIFFERENT] false"));
    }

    @Test
    void should_let_the_later_record_decide_and_remember_what_was_refused() {
        // given
        UUID id = UUID.randomUUID();
        UUID invalidLast = UUID.randomUUID();
        UUID invalidFirst = UUID.randomUUID();
        UUID invalid = UUID.randomUUID();

        // when
        ids.put(id, both(Verdict.MISSING, Verdict.DEAD_LETTERED), true);
        ids.put(id, both(Verdict.DIFFERENT, Verdict.MISSING), false);
        ids.put(invalidLast, both(Verdict.MISSING, Verdict.STORED), false);
        ids.putRefused(invalidLast);
        ids.putRefused(invalidFirst);
        ids.put(invalidFirst, STORED, false);
        ids.putRefused(invalid);

        // then
        assertThat(found())
                .containsOnly(
                        Map.entry(id, "[DIFFERENT, MISSING] true"),
                        Map.entry(invalidLast, "[MISSING, STORED] true"),
                        Map.entry(invalidFirst, "[STORED, STORED] true"),
                        Map.entry(invalid, "null true"));
    }

    @Test
    void should_tell_hundreds_of_thousands_of_ids_apart() {
        // given
        Set<UUID> wanted = new HashSet<>();
        for (long i = 0; i < 100_000; i++) {
            wanted.add(new UUID(i, 0));
            wanted.add(new UUID(0, i));
            wanted.add(UUID.randomUUID());
        }

        // when
        wanted.forEach(id -> ids.put(id, both(Verdict.MISSING, Verdict.MISSING), false));
        wanted.forEach(id -> ids.put(id, STORED, false));

        // then
        Map<UUID, String> found = found();
        assertThat(found.keySet()).isEqualTo(wanted);
        assertThat(new HashSet<>(found.values())).containsExactly("[STORED, STORED] false");
    }

    @Test
    void should_keep_the_verdicts_of_seven_stores_apart() {
        // given
        List<String> stores = List.of("a", "b", "c", "d", "e", "f", "g");
        Verdict[] verdicts = Verdict.values();
        Map<String, Verdict> given = new HashMap<>();
        for (int i = 0; i < stores.size(); i++) {
            given.put(stores.get(i), verdicts[(i + 3) % verdicts.length]);
        }

        // when
        try (AuditedIds many = new AuditedIds(stores)) {
            many.put(UUID.randomUUID(), given, true);

            // then
            many.forEach((id, kept, refused) -> {
                assertThat(refused).isTrue();
                for (int i = 0; i < kept.length; i++) {
                    assertThat(kept[i]).as(stores.get(i)).isEqualTo(given.get(stores.get(i)));
                }
            });
        }
    }

    private Map<UUID, String> found() {
        Map<UUID, String> found = new HashMap<>();
        ids.forEach((id, verdicts, refused) -> {
            String text = (verdicts == null ? "null" : List.of(verdicts).toString()) + " " + refused;
            assertThat(found.put(id, text)).isNull();
        });
        return found;
    }

    private static Map<String, Verdict> both(Verdict cassandra, Verdict postgres) {
        return Map.of("cassandra", cassandra, "postgres", postgres);
    }
}
