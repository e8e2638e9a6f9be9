package io.userautomation.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What a fault test has seen: how often its fault struck, and what became of the records. */
final class FaultReport {

    private final String fault;
    private final Random random;
    private final List<String> strikes = new ArrayList<>();
    private final List<Duration> recoveries = new ArrayList<>();
    private Account account;

    FaultReport(String fault, long seed) {
        this.fault = fault;
        this.random = new Random(seed ^ fault.hashCode());
    }

    /** The ids of this test's users, and the moments and targets of its faults: the same in every run with the same seed. */
    Random random() {
        return random;
    }

    /**
     * The fault was injected, and did strike.
     *
     * @param proof what shows that, as in {@code exit status 137}
     */
    synchronized void struck(String proof) {
        strikes.add(proof);
    }

    /** How long it took from the end of the fault until all was well again. */
    synchronized void recovered(Duration time) {
        recoveries.add(time);
    }

    /** What became of the records in the end. */
    void counted(Account result) {
        account = result;
    }

    /** Fails where the fault did not strike, nothing was counted, or a record is lost or there twice. */
    void verify() {
        assertThat(strikes).as("proofs that the fault struck").isNotEmpty();
        assertThat(account).as("count of the records").isNotNull();
        assertThat(account.acknowledged()).as("acknowledged records").isPositive();
        assertThat(account.lost()).as("lost: " + account).isZero();
        assertThat(account.duplicated()).as("duplicated: " + account).isZero();
    }

    /** A line of the table, cells with tabs between them. */
    String line(String test, boolean passed) {
        return String.join(
                "\t",
                test,
                fault,
                Integer.toString(strikes.size()),
                strikes.isEmpty() ? "none" : strikes.get(strikes.size() - 1).replaceAll("\\s+", " "),
                account == null ? "-\t-\t-\t-\t-" : account.cells(),
                recoveries.isEmpty()
                        ? "-"
                        : recoveries.stream()
                                .map(time -> "%.1f".formatted(time.toMillis() / 1e3))
                                .collect(Collectors.joining(" ")),
                passed ? "passed" : "FAILED");
    }
}
