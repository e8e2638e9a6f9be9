package io.userautomation.kafka.headers;

/** Headers that a replay adds, with UTF-8 text as values; a dead letter that comes of the replayed record keeps them. */
public final class ReplayHeaders {

    /** How often the record has been replayed so far, 1 or more. */
    public static final String REPLAYS = "replays";

    /** The dead letter that was replayed last, as {@code topic/partition/offset}. */
    public static final String REPLAY_OF = "replay_of";

    /** Where the record stood before its first replay, as {@code topic/partition/offset}. */
    public static final String REPLAY_ORIGIN = "replay_origin";

    /** On a marker alone: the identity of the dead letter that has been replayed. */
    public static final String REPLAYED = "replayed";

    private ReplayHeaders() {}
}
