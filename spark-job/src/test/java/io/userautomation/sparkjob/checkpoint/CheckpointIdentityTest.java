package io.userautomation.sparkjob.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckpointIdentityTest {

    private static final String[] PARTS = {
        "cassandra", "cluster-1", "users_created", "topic-id-1", "ks.users", "table 1", "1"
    };

    @Test
    void should_keep_its_name_since_deployed_checkpoints_are_found_by_it() {
        assertThat(identity(PARTS).folderName()).isEqualTo("cassandra-ecaab21d481d");
    }

    @Test
    void should_have_another_name_when_any_part_is_another() {
        Set<String> names = new HashSet<>(List.of(identity(PARTS).folderName()));
        for (int i = 0; i < PARTS.length; i++) {
            String[] changed = PARTS.clone();
            changed[i] = changed[i] + "x";
            names.add(identity(changed).folderName());
        }

        assertThat(names).hasSize(PARTS.length + 1);
    }

    @Test
    void should_say_in_words_what_it_belongs_to() {
        assertThat(identity(PARTS).toJson())
                .contains("\"kafka_cluster_id\": \"cluster-1\"")
                .contains("\"topic_id\": \"topic-id-1\"")
                .contains("\"table_identity\": \"table 1\"");
    }

    private static CheckpointIdentity identity(String[] parts) {
        return new CheckpointIdentity(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
    }
}
