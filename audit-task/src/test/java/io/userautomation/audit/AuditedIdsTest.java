package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.Sink;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditedIdsTest {

    private final AuditedIds ids = new AuditedIds();

    @Test
    void should_keep_a_verdict_per_sink() {
        // given
        UUID id = UUID.randomUUID();

        // when
        ids.put(id, Sink.CASSANDRA, Verdict.MISSING);
        ids.put(id, Sink.POSTGRES, Verdict.DIFFERENT);

        // then
        assertThat(ids.size()).isEqualTo(1);
        ids.forEach((found, cassandra, postgres) -> {
            assertThat(found).isEqualTo(id);
            assertThat(cassandra).isEqualTo(Verdict.MISSING);
            assertThat(postgres).isEqualTo(Verdict.DIFFERENT);
        });
    }

    @Test
    void should_let_the_later_record_decide() {
        // given
        UUID id = UUID.randomUUID();
        ids.put(id, Sink.CASSANDRA, Verdict.MISSING);
        ids.put(id, Sink.POSTGRES, Verdict.DEAD_LETTERED);

        // when
        ids.put(id, Sink.CASSANDRA, Verdict.DEAD_LETTERED);
        ids.put(id, Sink.POSTGRES, Verdict.MISSING);

        // then
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        ids.forEach((found, cassandra, postgres) -> {
            counts.merge(cassandra, 1, Integer::sum);
            counts.merge(postgres, 10, Integer::sum);
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
        wanted.forEach(id -> ids.put(id, Sink.CASSANDRA, Verdict.STORED));
        wanted.forEach(id -> ids.put(id, Sink.POSTGRES, Verdict.STORED));

        // then
        Set<UUID> found = new HashSet<>();
        ids.forEach((id, cassandra, postgres) -> found.add(id));
        assertThat(ids.size()).isEqualTo(wanted.size());
        assertThat(found).isEqualTo(wanted);
    }
}
