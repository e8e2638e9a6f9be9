package io.userautomation.stores.cassandra.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableInspectionTest {

    private final TableInspection inspection = new TableInspection(CassandraSettings.from(
            new SettingsReader(Map.of("CASSANDRA_LOCAL_DATACENTER", "dc1", "CASSANDRA_REPLICATION_FACTOR", "2"))));

    @Test
    void should_adopt_as_many_or_more_replicas() {
        assertThat(inspection.ofReplication(Map.of("class", "x.NetworkTopologyStrategy", "dc1", "3/1")))
                .isEmpty();
        assertThat(inspection.ofReplication(Map.of("class", "x.SimpleStrategy", "replication_factor", "2")))
                .isEmpty();
    }

    @Test
    void should_say_how_to_get_more_replicas() {
        assertThat(inspection.ofReplication(Map.of("class", "x.SimpleStrategy", "replication_factor", "1")))
                .containsExactly("keyspace spark_streams has 1 replica(s) in dc1, CASSANDRA_REPLICATION_FACTOR asks for"
                        + " 2: run ALTER KEYSPACE spark_streams WITH replication = {'class':"
                        + " 'NetworkTopologyStrategy', 'dc1': 2} and then nodetool repair");
    }

    @Test
    void should_see_that_the_local_data_centre_has_none() {
        assertThat(inspection.ofReplication(Map.of("class", "x.NetworkTopologyStrategy", "dc2", "3")))
                .singleElement()
                .asString()
                .startsWith("keyspace spark_streams has 0 replica(s) in dc1");
    }
}
