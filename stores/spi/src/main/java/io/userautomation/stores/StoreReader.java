package io.userautomation.stores;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** The users' table of one database. */
public interface StoreReader extends AutoCloseable {

    /** The {@link Store#name() store} that it reads. */
    String store();

    /**
     * The rows of those {@code ids} that have one.
     *
     * @throws io.userautomation.commandline.TaskException for status 1 when the database does not answer
     */
    Map<UUID, StoredUser> find(Collection<UUID> ids) throws InterruptedException;

    @Override
    void close();
}
