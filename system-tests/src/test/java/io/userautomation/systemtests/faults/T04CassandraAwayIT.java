package io.userautomation.systemtests.faults;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

@Tag("T4")
@Tag("faults-full")
@DisplayName("Cassandra")
class T04CassandraAwayIT extends DatabaseAwayFaults {

    T04CassandraAwayIT() {
        super("cassandra");
    }
}
