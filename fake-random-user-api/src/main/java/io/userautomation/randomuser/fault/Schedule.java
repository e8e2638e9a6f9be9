package io.userautomation.randomuser.fault;

/** Which requests a fault strikes, of those that no earlier fault has struck. */
public sealed interface Schedule {
    /** The first {@code count} requests after {@code after} spared ones. */
    record Next(long after, long count) implements Schedule {
        public Next {
            if (after < 0 || count < 1) {
                throw new IllegalArgumentException(
                        "after (%s) must be at least 0, next (%s) at least 1".formatted(after, count));
            }
        }
    }

    /** Every {@code k}-th request, for ever. */
    record Every(long k) implements Schedule {
        public Every {
            if (k < 1) {
                throw new IllegalArgumentException("every (%s) must be at least 1".formatted(k));
            }
        }
    }

    /** Each request with that probability, for ever; the same seed strikes the same ones. */
    record Chance(double probability, long seed) implements Schedule {
        public Chance {
            if (!(probability > 0 && probability <= 1)) {
                throw new IllegalArgumentException(
                        "probability (%s) must be over 0 and at most 1".formatted(probability));
            }
        }
    }
}
