package io.userautomation.systemtests.faults;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

@Tag("T4")
@Tag("faults-full")
@DisplayName("PostgreSQL")
class T04PostgresAwayIT extends DatabaseAwayFaults {

    T04PostgresAwayIT() {
        super("postgres");
    }
}
