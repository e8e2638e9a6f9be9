package io.userautomation.systemtests.faults;

import io.userautomation.randomuser.fault.Fault;
import io.userautomation.randomuser.fault.FaultKind;
import io.userautomation.randomuser.fault.Faults;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** Everything that the fake API can do wrong. */
final class ApiFaults {

    /** All that a publisher asks again after; an answer that redirects ends its try. */
    static final Set<FaultKind> PASSING =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(FaultKind.REDIRECT)));

    private ApiFaults() {}

    /**
     * From now on, each kind that passes strikes requests at random.
     *
     * @param chance of each kind and request
     * @param seed the same, the same requests
     */
    static void atRandom(Faults faults, double chance, long seed) {
        for (FaultKind kind : PASSING) {
            faults.withProbability(chance, seed ^ kind.name().hashCode(), fault(kind));
        }
    }

    /**
     * Each kind that passes strikes once, at a random request.
     *
     * @param within how many requests are answered well at least: the last one strikes by then
     */
    static void onceEach(Faults faults, int within, Random random) {
        for (FaultKind kind : PASSING) {
            faults.after(random.nextInt(within), 1, fault(kind));
        }
    }

    /** The answer after that many redirects. */
    static void redirectOnce(Faults faults, long after) {
        faults.after(after, 1, fault(FaultKind.REDIRECT));
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
