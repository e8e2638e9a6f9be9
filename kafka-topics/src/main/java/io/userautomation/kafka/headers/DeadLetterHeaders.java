package io.userautomation.kafka.headers;

/**
 * Headers that a dead letter adds to the original ones; values are UTF-8 text. The names are those of Kafka Connect's
 * dead-letter queue (KIP-298), so that existing tools read them.
 */
public final class DeadLetterHeaders {

    public static final String TOPIC = "__connect.errors.topic";
    public static final String PARTITION = "__connect.errors.partition";
    public static final String OFFSET = "__connect.errors.offset";

    /** Where it was refused: one of the {@code STAGE_} constants. */
    public static final String STAGE = "__connect.errors.stage";

    public static final String EXCEPTION_CLASS = "__connect.errors.exception.class.name";
    public static final String EXCEPTION_MESSAGE = "__connect.errors.exception.message";

    /** The name of the store that alone refused it; absent where none could take it. */
    public static final String SINK = "sink";

    /** What those begin with that say what was cut away. */
    public static final String CUT = "__connect.errors.cut.";

    /** How many bytes the value had, where the dead-letter topic did not take all of it; absent for a dead letter that is whole. */
    public static final String CUT_VALUE_BYTES = CUT + "value.bytes";

    /** SHA-256 of the whole value in hexadecimal digits. */
    public static final String CUT_VALUE_SHA256 = CUT + "value.sha256";

    /** How many bytes the key had. */
    public static final String CUT_KEY_BYTES = CUT + "key.bytes";

    /** SHA-256 of the whole key. */
    public static final String CUT_KEY_SHA256 = CUT + "key.sha256";

    /** How many headers were left out. */
    public static final String CUT_HEADERS = CUT + "headers";

    /** Refused by the producer before it reached the users topic: it has no topic, partition and offset. */
    public static final String STAGE_PUBLISH = "publish";

    /** Refused by the Spark job's validation: it is stored nowhere. */
    public static final String STAGE_VALIDATE = "validate";

    /** Refused by one store as bad data; the others have it. */
    public static final String STAGE_STORE = "store";

    private DeadLetterHeaders() {}
}
