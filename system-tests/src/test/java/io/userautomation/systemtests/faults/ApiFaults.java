package io.userautomation.systemtests.faults;

import io.userautomation.localstack.randomuser.fault.Fault;
import io.userautomation.localstack.randomuser.fault.FaultKind;
import io.userautomation.localstack.randomuser.fault.Faults;

/** Everything that the double of the API can do wrong. */
final class ApiFaults {

    private ApiFaults() {}

    /**
     * From now on, each kind strikes requests at random.
     *
     * @param chance of each kind and request
     * @param seed the same, the same requests
     */
    static void ofEveryKind(Faults faults, double chance, long seed) {
        for (FaultKind kind : FaultKind.values()) {
            faults.withProbability(chance, seed ^ kind.name().hashCode(), fault(kind));
        }
    }

    /** What lasts does so for no longer than it takes to be noticed. */
    private static Fault fault(FaultKind kind) {
        return switch (kind) {
            case TOO_MANY_REQUESTS, UNAVAILABLE -> Fault.of(kind, 1);
            case REFUSE -> Fault.of(kind, 500);
            case RESET -> Fault.of(kind, 1_000);
            default -> Fault.of(kind);
        };
    }
}
