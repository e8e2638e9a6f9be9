package io.userautomation.randomuser.people;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a user's login: a random uuid of version 4, a user name, and a password with its salted digests. */
final class LoginWriter {
    private static final String SALT_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890";
    private static final int SALT_LENGTH = 8;

    private final List<String> qualities;
    private final List<String> animals;
    private final List<String> passwords;

    LoginWriter(WordLists words) {
        qualities = words.list("quality");
        animals = words.list("animal");
        passwords = words.list("password");
    }

    void write(ApiVersion version, Dice identity, Dice dice, Digests digests, JsonBytes out) {
        out.ascii('{');
        if (version.atLeast(ApiVersion.V1_2)) {
            out.ascii("\"uuid\":\"");
            uuid(identity, out);
            out.ascii("\",");
        }
        out.ascii("\"username\":\"").ascii(Country.pick(qualities, dice)).ascii(Country.pick(animals, dice));
        out.number(100 + dice.below(900), 3);
        String password = Country.pick(passwords, dice);
        String salt = salt(dice);
        byte[] salted = (password + salt).getBytes(StandardCharsets.US_ASCII);
        out.ascii("\",\"password\":\"").ascii(password).ascii("\",\"salt\":\"").ascii(salt);
        out.ascii("\",\"md5\":\"").hex(digests.md5(salted));
        out.ascii("\",\"sha1\":\"").hex(digests.sha1(salted));
        out.ascii("\",\"sha256\":\"").hex(digests.sha256(salted)).ascii("\"}");
    }

    private static void uuid(Dice identity, JsonBytes out) {
        long high = identity.next();
        long low = identity.next();
        out.hex(high >>> 32, 8)
                .ascii('-')
                .hex(high >>> 16, 4)
                .ascii("-4")
                .hex(high, 3)
                .ascii('-');
        out.hex((low >>> 48 & 0x3FFF) | 0x8000, 4).ascii('-').hex(low, 12);
    }

    private static String salt(Dice dice) {
        char[] salt = new char[SALT_LENGTH];
        for (int place = 0; place < SALT_LENGTH; place++) {
            salt[place] = SALT_LETTERS.charAt(dice.below(SALT_LETTERS.length()));
        }
        return new String(salt);
    }
}
