package io.userautomation.systemtests.faults;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A database away in the middle of a batch: the other sink goes on meanwhile, and this one catches up by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseAwayFaults {

    private final String store;
    private DatabaseAway database;

    DatabaseAwayFaults(String store) {
        this.store = store;
    }

    @BeforeAll
    void lay() {
        database = DatabaseAway.lay(store);
    }

    @AfterAll
    void end() {
        database.close();
    }

    @Fault("kill -9 in a batch, back after 5 s")
    void should_catch_up_after_5_s(FaultReport report) throws Exception {
        database.killed(report, Duration.ofSeconds(5));
    }

    @Fault("kill -9 in a batch, back after 60 s")
    void should_catch_up_after_60_s(FaultReport report) throws Exception {
        database.killed(report, Duration.ofSeconds(60));
    }

    @Fault("refuses connections in a batch, for 16 s")
    void should_catch_up_when_connections_are_taken_again(FaultReport report) throws Exception {
        database.refused(report);
    }

    @Fault("behind a black hole in a batch, for 16 s")
    void should_catch_up_when_packets_get_through_again(FaultReport report) throws Exception {
        database.blackHoled(report);
    }

    @Fault("4 s away in each direction, for 16 s")
    void should_catch_up_when_the_network_is_fast_again(FaultReport report) throws Exception {
        database.delayed(report);
    }

    @Fault("gone without a FIN, connections half-open")
    void should_catch_up_over_new_connections(FaultReport report) throws Exception {
        database.halfOpened(report);
    }
}
