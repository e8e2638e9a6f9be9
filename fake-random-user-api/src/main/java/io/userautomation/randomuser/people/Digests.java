package io.userautomation.randomuser.people;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The three digests of a password; for one thread. */
final class Digests {
    private final MessageDigest md5 = of("MD5");
    private final MessageDigest sha1 = of("SHA-1");
    private final MessageDigest sha256 = of("SHA-256");

    byte[] md5(byte[] text) {
        return md5.digest(text);
    }

    byte[] sha1(byte[] text) {
        return sha1.digest(text);
    }

    byte[] sha256(byte[] text) {
        return sha256.digest(text);
    }

    private static MessageDigest of(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
