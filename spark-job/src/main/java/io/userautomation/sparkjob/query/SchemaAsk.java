package io.userautomation.sparkjob.query;

import io.userautomation.kafka.formats.RegisteredSchemas;
import io.userautomation.kafka.registry.RegistryUnavailableException;
import io.userautomation.kafka.registry.SubjectSchemas;
import io.userautomation.stores.StoreUnavailableException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry on the driver, for all stores' queries. A schema that its subject doesn't have may only not have got to
 * this registry yet: it is asked for again for a minute. That was waited in vain is remembered for a while, so that somebody who
 * writes unknown ids all the time doesn't hold the users up all the time.
 */
public final class SchemaAsk {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaAsk.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final SubjectSchemas schemas;
    private final LongSupplier nanos;
    private final OutageWait.Sleep sleep;
    private boolean waitedInVain;
    private long waitedAt;

    public SchemaAsk(SubjectSchemas schemas) {
        this(schemas, System::nanoTime, Thread::sleep);
    }

    SchemaAsk(SubjectSchemas schemas, LongSupplier nanos, OutageWait.Sleep sleep) {
        this.schemas = schemas;
        this.nanos = nanos;
        this.sleep = sleep;
    }

    /** What is known without asking. */
    RegisteredSchemas known() {
        return schemas.known();
    }

    /**
     * Asks for a schema that a record names.
     *
     * @return all of the subject's; what isn't among them is unknown
     * @throws StoreUnavailableException when there is no answer, or the subject isn't there
     */
    RegisteredSchemas ask(String id) throws StoreUnavailableException, InterruptedException {
        long start = nanos.getAsLong();
        while (true) {
            RegisteredSchemas asked = askOnce(id);
            if (asked.byId().containsKey(id) || isTooLate(start)) {
                return asked;
            }
            sleep.forMillis(PAUSE.toMillis());
        }
    }

    private synchronized boolean isTooLate(long start) {
        long now = nanos.getAsLong();
        if (waitedInVain && now - waitedAt < REMEMBERED.toNanos()) {
            return true;
        }
        waitedInVain = now - start >= PATIENCE.toNanos();
        if (waitedInVain) {
            waitedAt = now;
            LOG.warn("Records name a schema that their subject does not have: they are dead-lettered");
        } else if (now == start) {
            LOG.warn(
                    "Records name a schema that their subject does not have: waiting seconds={}", PATIENCE.toSeconds());
        }
        return waitedInVain;
    }

    private RegisteredSchemas askOnce(String id) throws StoreUnavailableException, InterruptedException {
        try {
            return schemas.asked(id);
        } catch (RegistryUnavailableException e) {
            throw new StoreUnavailableException(e.getMessage(), e);
        }
    }
}
