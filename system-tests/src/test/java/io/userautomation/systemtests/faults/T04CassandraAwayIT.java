package io.userautomation.systemtests.faults;

import io.userautomation.contract.Sink;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Cassandra away in the middle of a batch: the other sink goes on meanwhile, and this one catches up by itself. */
@Tag("T4")
@Tag("faults-full")
class T04CassandraAwayIT {

    private static DatabaseAway database;

    @BeforeAll
    static void lay() {
        database = DatabaseAway.lay(Sink.CASSANDRA);
    }

    @AfterAll
    static void end() {
        database.close();
    }

    @Fault("Cassandra kill -9 in a batch, back after 5 s")
    void should_catch_up_with_cassandra_killed_for_5_s(FaultReport report) throws Exception {
        database.killed(report, Duration.ofSeconds(5));
    }

    @Fault("Cassandra kill -9 in a batch, back after 60 s")
    void should_catch_up_with_cassandra_killed_for_60_s(FaultReport report) throws Exception {
        database.killed(report, Duration.ofSeconds(60));
    }

    @Fault("Cassandra refuses connections in a batch, for 16 s")
    void should_catch_up_with_cassandra_refusing_connections(FaultReport report) throws Exception {
        database.refused(report);
    }

    @Fault("Cassandra behind a black hole in a batch, for 16 s")
    void should_catch_up_with_cassandra_behind_a_black_hole(FaultReport report) throws Exception {
        database.blackHoled(report);
    }

    @Fault("Cassandra 2 s away in each direction, for 16 s")
    void should_catch_up_with_cassandra_behind_a_slow_network(FaultReport report) throws Exception {
        database.delayed(report);
    }

    @Fault("Cassandra gone without a FIN, connections half-open")
    void should_catch_up_with_cassandra_behind_half_open_connections(FaultReport report) throws Exception {
        database.halfOpened(report);
    }
}
