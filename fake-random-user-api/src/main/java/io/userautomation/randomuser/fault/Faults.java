package io.userautomation.randomuser.fault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The faults that are set, in the order in which they were. A request is offered to each in turn until one strikes; those
 * behind it neither see nor count that request, so several {@code next} in a row play like a script. Thread-safe.
 */
public final class Faults {
    /** A fault with its schedule, as it was set. */
    public record Rule(Fault fault, Schedule schedule) {}

    private final List<Running> running = new ArrayList<>();
    private final Map<FaultKind, Long> struck = new EnumMap<>(FaultKind.class);

    /** Strikes the next {@code count} requests. */
    public Faults next(long count, Fault fault) {
        return add(new Rule(fault, new Schedule.Next(0, count)));
    }

    /** Strikes {@code count} requests after sparing {@code after}. */
    public Faults after(long after, long count, Fault fault) {
        return add(new Rule(fault, new Schedule.Next(after, count)));
    }

    /** Strikes every {@code k}-th request. */
    public Faults every(long k, Fault fault) {
        return add(new Rule(fault, new Schedule.Every(k)));
    }

    /** Strikes each request with that probability; the same seed gives the same requests. */
    public Faults withProbability(double probability, long seed, Fault fault) {
        return add(new Rule(fault, new Schedule.Chance(probability, seed)));
    }

    /** Sets a fault behind those that are set. */
    public synchronized Faults add(Rule rule) {
        running.add(new Running(rule));
        return this;
    }

    /** Forgets all faults and how often they struck. */
    public synchronized void clear() {
        running.clear();
        struck.clear();
    }

    /** How often a kind has struck. */
    public synchronized long struck(FaultKind kind) {
        return struck.getOrDefault(kind, 0L);
    }

    /** How often each kind that has struck did. */
    public synchronized Map<FaultKind, Long> struck() {
        return new EnumMap<>(struck);
    }

    /** The faults that may still strike. */
    public synchronized List<Rule> set() {
        return running.stream().map(each -> each.rule).toList();
    }

    /** Offers one request to the faults, and counts the one that strikes. */
    public synchronized Optional<Fault> strike() {
        for (Running each : List.copyOf(running)) {
            if (each.strikes()) {
                struck.merge(each.rule.fault().kind(), 1L, Long::sum);
                if (each.isOver()) {
                    running.remove(each);
                }
                return Optional.of(each.rule.fault());
            }
        }
        return Optional.empty();
    }

    private static final class Running {
        private final Rule rule;
        private final Random random;
        private long seen;

        Running(Rule rule) {
            this.rule = rule;
            random = new Random(rule.schedule() instanceof Schedule.Chance chance ? chance.seed() : 0);
        }

        boolean strikes() {
            seen++;
            if (rule.schedule() instanceof Schedule.Next next) {
                return seen > next.after();
            }
            if (rule.schedule() instanceof Schedule.Every every) {
                return seen % every.k() == 0;
            }
            return random.nextDouble() < ((Schedule.Chance) rule.schedule()).probability();
        }

        boolean isOver() {
            return rule.schedule() instanceof Schedule.Next next && seen - next.after() >= next.count();
        }
    }
}
