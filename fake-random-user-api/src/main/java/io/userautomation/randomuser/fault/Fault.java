package io.userautomation.randomuser.fault;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * One fault.
 *
 * @param kind what happens
 * @param amount how much of it; the kind says what is counted, and its default
 * @param target where a redirect leads to; of no meaning to the others
 */
public record Fault(FaultKind kind, OptionalLong amount, String target) {
    /** A host that does not exist and never will. */
    public static final String NOWHERE = "http://elsewhere.invalid/api/1.4/";

    public Fault {
        Objects.requireNonNull(kind, "kind");
        if (amount.isPresent() && amount.getAsLong() < 0) {
            throw new IllegalArgumentException(
                    "the amount of %s (%s) must not be negative".formatted(kind.key(), amount.getAsLong()));
        }
    }

    /** The fault with its kind's default amount. */
    public static Fault of(FaultKind kind) {
        return new Fault(kind, OptionalLong.empty(), NOWHERE);
    }

    /** The fault with that amount. */
    public static Fault of(FaultKind kind, long amount) {
        return new Fault(kind, OptionalLong.of(amount), NOWHERE);
    }

    /** A redirect to that URL. */
    public static Fault redirectTo(String target) {
        return new Fault(FaultKind.REDIRECT, OptionalLong.empty(), target);
    }
}
