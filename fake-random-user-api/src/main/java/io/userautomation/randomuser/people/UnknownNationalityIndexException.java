package io.userautomation.randomuser.people;

/** An 18-character seed whose last two characters are no index of a nationality: the real server fails on it. */
public final class UnknownNationalityIndexException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnknownNationalityIndexException(String seed, int known) {
        super("the seed %s has 18 characters and must end in the hexadecimal index of a nationality below %s"
                .formatted(seed, known));
    }

    static int check(String seed, int known) {
        String index = seed.substring(seed.length() - 2);
        if (index.matches("[0-9a-fA-F]{2}") && Integer.parseInt(index, 16) < known) {
            return Integer.parseInt(index, 16);
        }
        throw new UnknownNationalityIndexException(seed, known);
    }
}
