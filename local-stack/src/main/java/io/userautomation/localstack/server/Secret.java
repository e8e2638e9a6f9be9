package io.userautomation.localstack.server;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Texts that nobody can guess. */
final class Secret {
    private static final int PASSWORD_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final int SIGNING_KEY_BYTES = 64;

    private Secret() {}

    /** 128 bits as 32 hexadecimal digits: needs no quoting anywhere. */
    static String password() {
        return HexFormat.of().formatHex(random(PASSWORD_BYTES));
    }

    /** 256 bits in the Base64 of URLs, as Fernet wants its keys. */
    static String key() {
        return Base64.getUrlEncoder().encodeToString(random(KEY_BYTES));
    }

    /** 512 bits, in the same writing: as many as the hash that tokens are signed with. */
    static String signingKey() {
        return Base64.getUrlEncoder().encodeToString(random(SIGNING_KEY_BYTES));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
