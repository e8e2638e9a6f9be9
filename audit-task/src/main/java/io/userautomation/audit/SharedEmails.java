package io.userautomation.audit;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import io.userautomation.model.record.UserRecord;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Counts e-mail addresses, and those that more than one user has. Like {@link AuditedIds} it keeps 18 bytes of each record
 * in temporary files: a hash of the address, and 16 bits of its user's.
 */
final class SharedEmails implements AutoCloseable {

    private static final int PARTS = AuditedIds.PARTS;
    /** No user's, whose bits are a short. */
    private static final int SEVERAL = Integer.MAX_VALUE;

    private final IdPart[] parts = new IdPart[PARTS];

    SharedEmails() {
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new IdPart();
        }
    }

    void add(UserRecord user) {
        String email = user.email().strip().toLowerCase(Locale.ROOT);
        HashValue128 hash = Hashing.murmur3_128().hashCharsTo128Bits(email);
        long high = hash.getMostSignificantBits();
        int part = (int) Long.remainderUnsigned(high, PARTS);
        // The hash's low bits: the id itself may count up.
        long id = Hashing.komihash5_0().hashCharsToLong(user.id().toLowerCase(Locale.ROOT));
        parts[part].add(high, hash.getLeastSignificantBits(), (short) id);
    }

    /** How many there are; nothing is added after that. */
    Counts counts() {
        long distinct = 0;
        long shared = 0;
        for (IdPart part : parts) {
            Map<UUID, Integer> users = new HashMap<>();
            part.forEach((high, low, user) ->
                    users.merge(new UUID(high, low), user, (one, other) -> one.equals(other) ? one : SEVERAL));
            distinct += users.size();
            shared += users.values().stream().filter(user -> user == SEVERAL).count();
        }
        return new Counts(distinct, shared);
    }

    @Override
    public void close() {
        for (IdPart part : parts) {
            part.close();
        }
    }

    /**
     * What there is.
     *
     * @param distinct addresses
     * @param shared those that more than one user has
     */
    record Counts(long distinct, long shared) {}
}
