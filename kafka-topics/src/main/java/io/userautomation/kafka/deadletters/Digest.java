package io.userautomation.kafka.deadletters;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Short names for long things: the first 128 bits of a SHA-256. */
final class Digest {

    private Digest() {}

    /** Differs where any part does; null and empty parts differ too. */
    static UUID of(String place, byte[] key, byte[] value) {
        MessageDigest digest = sha256();
        add(digest, place.getBytes(StandardCharsets.UTF_8));
        add(digest, key);
        add(digest, value);
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static void add(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(part == null ? -1 : part.length)
                .flip());
        if (part != null) {
            digest.update(part);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
