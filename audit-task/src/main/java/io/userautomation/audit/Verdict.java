package io.userautomation.audit;

import io.userautomation.stores.StoredUser;

/** What became of one user in one sink. */
enum Verdict {
    /** The row is there, with the same content or as a newer version. */
    STORED(0),
    /** Not stored, and the dead letters say so for this sink. */
    DEAD_LETTERED(1),
    /** A row is there, but with other content that no newer version explains. */
    DIFFERENT(2),
    /** No row is there. */
    MISSING(3);

    private final int code;

    Verdict(int code) {
        this.code = code;
    }

    /** Two bits that stand for it. */
    int code() {
        return code;
    }

    static Verdict withCode(int code) {
        return switch (code) {
            case 0 -> STORED;
            case 1 -> DEAD_LETTERED;
            case 2 -> DIFFERENT;
            case 3 -> MISSING;
            default -> throw new IllegalArgumentException("no verdict has code " + code);
        };
    }

    /**
     * Judges one record against the row that the sink has.
     *
     * @param stored the row; null where there is none
     * @param deadLettered whether the record stands in the dead letters for this sink
     */
    static Verdict of(RunRecord record, StoredUser stored, boolean deadLettered) {
        if (stored != null && (stored.holds(record.user()) || stored.isNewerThan(record.version()))) {
            return STORED;
        }
        if (deadLettered) {
            return DEAD_LETTERED;
        }
        return stored == null ? MISSING : DIFFERENT;
    }
}
