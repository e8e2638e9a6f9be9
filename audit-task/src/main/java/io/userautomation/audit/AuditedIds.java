package io.userautomation.audit;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The distinct ids of a run, each with the verdict of its last record per store, and whether a record of it was refused.
 *
 * <p>Memory stays the same however many there are. Each record leaves 18 bytes in one of {@link #PARTS} parts, by its id's
 * hash: first in a buffer, then in a temporary file. At the end one part after the other is read into an {@link IdTable}.
 */
final class AuditedIds implements AutoCloseable {

    /** Called for each id, in no order that means anything. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes one.
         *
         * @param verdicts by the store's place in the list; the same array for each id; null where it has no valid record
         * @param refused whether a record of it stands in the dead letters
         */
        void visit(UUID id, Verdict[] verdicts, boolean refused);
    }

    static final int PARTS = 64;
    static final int ENTRY_BYTES = 2 * Long.BYTES + Short.BYTES;

    private static final int BITS = 2;
    private static final int MAX_STORES = 7;
    private static final int VERDICT_MASK = 0b11;

    private final List<String> stores;
    private final Verdict[] verdicts;
    private final IdPart[] parts = new IdPart[PARTS];

    /** @param stores those that the run is to reach, seven at most */
    AuditedIds(List<String> stores) {
        if (stores.size() > MAX_STORES) {
            throw new IllegalArgumentException("at most %s stores can be audited".formatted(MAX_STORES));
        }
        this.stores = List.copyOf(stores);
        this.verdicts = new Verdict[stores.size()];
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new IdPart();
        }
    }

    /**
     * Notes a valid record's verdict in each store, in place of an earlier record's: the later one is the newer version.
     *
     * @throws io.userautomation.commandline.TaskException when the temporary folder is full
     */
    void put(UUID id, Map<String, Verdict> found, boolean refused) {
        int state = IdTable.VALID;
        for (int i = 0; i < stores.size(); i++) {
            state |= found.get(stores.get(i)).code() << (i * BITS);
        }
        put(id, refused ? state | IdTable.REFUSED : state);
    }

    /** Notes that a record was refused that is not valid. */
    void putRefused(UUID id) {
        put(id, IdTable.REFUSED);
    }

    void forEach(Visitor visitor) {
        for (IdPart part : parts) {
            IdTable table = new IdTable();
            part.forEach((high, low, state) -> table.put(high, low, state));
            table.forEach((high, low, state) -> visitor.visit(
                    new UUID(high, low),
                    (state & IdTable.VALID) == 0 ? null : verdicts(state),
                    (state & IdTable.REFUSED) != 0));
        }
    }

    @Override
    public void close() {
        for (IdPart part : parts) {
            part.close();
        }
    }

    private void put(UUID id, int state) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        parts[IdTable.hash(high, low) >>> (Integer.SIZE - Integer.numberOfTrailingZeros(PARTS))].add(high, low, state);
    }

    private Verdict[] verdicts(int state) {
        for (int i = 0; i < verdicts.length; i++) {
            verdicts[i] = Verdict.withCode((state >> (i * BITS)) & VERDICT_MASK);
        }
        return verdicts;
    }
}
