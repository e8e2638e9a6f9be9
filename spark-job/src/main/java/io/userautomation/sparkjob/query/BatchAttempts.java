package io.userautomation.sparkjob.query;

import io.userautomation.stores.StoreUnavailableException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Attempts a batch until all of it is acknowledged, each time without what is acknowledged already. A server that takes some
 * of it is slow and not away: the wait for it begins anew.
 */
final class BatchAttempts {

    private static final Logger LOG = LoggerFactory.getLogger(BatchAttempts.class);

    private final String name;
    private final OutageWait outageWait;
    private final OutageWait.Probe probe;

    /** @param name the query's, for the log */
    BatchAttempts(String name, OutageWait outageWait, OutageWait.Probe probe) {
        this.name = name;
        this.outageWait = outageWait;
        this.probe = probe;
    }

    /**
     * Takes one batch.
     *
     * @return what was done, in all attempts
     * @throws io.userautomation.commandline.TaskException when nothing was acknowledged for as long as an outage may last
     */
    <T extends Serializable> List<T> run(Attempt<T> attempt) throws InterruptedException {
        return run(attempt, schema -> {
            throw new IllegalStateException("nobody knows schema " + schema);
        });
    }

    /** @param registry is asked for a schema that a task came no further without */
    <T extends Serializable> List<T> run(Attempt<T> attempt, Registry registry) throws InterruptedException {
        List<T> done = new ArrayList<>();
        Acknowledged acknowledged = Acknowledged.NOTHING;
        while (true) {
            Acknowledged before = acknowledged;
            List<Part<T>> parts = outageWait.retry(name, () -> advancing(attempt.run(before), before), probe);
            parts.forEach(part -> done.add(part.done()));
            acknowledged = after(parts, before);
            Optional<String> unknown = parts.stream()
                    .map(Part::unknownSchema)
                    .filter(Objects::nonNull)
                    .findFirst();
            if (unknown.isPresent()) {
                outageWait.retry(name, asking(registry, unknown.get()), () -> {});
                continue;
            }
            if (parts.stream().allMatch(part -> part.outage() == null)) {
                return done;
            }
            LOG.info("Not all of a batch was taken in time: going on with what is left query={}", name);
        }
    }

    private static OutageWait.Attempt<Void> asking(Registry registry, String schema) {
        return () -> {
            registry.ask(schema);
            return null;
        };
    }

    /** @throws StoreUnavailableException where nothing was acknowledged that was not before, and something is left */
    private static <T extends Serializable> List<Part<T>> advancing(List<Part<T>> parts, Acknowledged before)
            throws StoreUnavailableException {
        String outage = parts.stream()
                .map(Part::outage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (outage != null && after(parts, before).equals(before)) {
            throw new StoreUnavailableException(outage, null);
        }
        return parts;
    }

    private static <T extends Serializable> Acknowledged after(List<Part<T>> parts, Acknowledged before) {
        return parts.stream().map(Part::acknowledged).reduce(before, Acknowledged::and);
    }

    /** Runs the tasks once. */
    @FunctionalInterface
    interface Attempt<T extends Serializable> {

        /** @param acknowledged what need not be taken again */
        List<Part<T>> run(Acknowledged acknowledged) throws InterruptedException;
    }

    /** Answers on the driver for all tasks. */
    @FunctionalInterface
    interface Registry {

        /**
         * Asks; the next attempt knows what was answered.
         *
         * @throws StoreUnavailableException while there is no answer
         */
        void ask(String schema) throws StoreUnavailableException, InterruptedException;
    }
}
