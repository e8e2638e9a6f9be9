package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditedIdsTest {

    private final AuditedIds ids = new AuditedIds(List.of("cassandra", "postgres"));

    @Test
    void should_keep_a_verdict_per_store() {
        // given
        UUID id = UUID.randomUUID();

        // when
        ids.put(id, "cassandra", Verdict.MISSING);
        ids.put(id, "postgres", Verdict.DIFFERENT);

        // then
        assertThat(ids.size()).isEqualTo(1);
        ids.forEach((found, verdicts) -> {
            assertThat(found).isEqualTo(id);
            assertThat(verdicts).containsExactly(Verdict.MISSING, Verdict.DIFFERENT);
        });
    }

    @Test
    void should_let_the_later_record_decide() {
        // given
        UUID id = UUID.randomUUID();
        ids.put(id, "cassandra", Verdict.MISSING);
        ids.put(id, "postgres", Verdict.DEAD_LETTERED);

        // when
        ids.put(id, "cassandra", Verdict.DEAD_LETTERED);
        ids.put(id, "postgres", Verdict.MISSING);

        // then
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        ids.forEach((found, verdicts) -> {
            counts.merge(verdicts[0], 1, Integer::sum);
            counts.merge(verdicts[1], 10, Integer::sum);
        });
        assertThat(counts).containsOnly(Map.entry(Verdict.DEAD_LETTERED, 1), Map.entry(Verdict.MISSING, 10));
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
        wanted.forEach(id -> ids.put(id, "cassandra", Verdict.STORED));
        wanted.forEach(id -> ids.put(id, "postgres", Verdict.STORED));

        // then
        Set<UUID> found = new HashSet<>();
        ids.forEach((id, verdicts) -> found.add(id));
        assertThat(ids.size()).isEqualTo(wanted.size());
        assertThat(found).isEqualTo(wanted);
    }

    @Test
    void should_keep_the_verdicts_of_seven_stores_apart() {
        // given
        List<String> stores = List.of("a", "b", "c", "d", "e", "f", "g");
        AuditedIds many = new AuditedIds(stores);
        UUID id = UUID.randomUUID();
        Verdict[] verdicts = Verdict.values();

        // when
        for (int i = 0; i < stores.size(); i++) {
            many.put(id, stores.get(i), verdicts[i % verdicts.length]);
        }

        // then
        many.forEach((found, kept) -> {
            for (int i = 0; i < kept.length; i++) {
                assertThat(kept[i]).as(stores.get(i)).isEqualTo(verdicts[i % verdicts.length]);
            }
        });
        assertThat(many.size()).isEqualTo(1);
    }
}
