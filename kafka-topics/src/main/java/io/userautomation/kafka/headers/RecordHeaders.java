package io.userautomation.kafka.headers;

import io.userautomation.model.record.UserRecord;

/** Headers of every record on the users topic; values are UTF-8 text. */
public final class RecordHeaders {

    /** The run that published it. */
    public static final String RUN_ID = "run_id";

    /** {@link UserRecord#SCHEMA_VERSION} at the time. */
    public static final String SCHEMA_VERSION = "schema_version";

    /** The media type of the value. */
    public static final String CONTENT_TYPE = "content_type";

    public static final String JSON = "application/json";

    /** The registry's schema that the value was written with, where it does not stand in the value: newer clients of it. */
    public static final String VALUE_SCHEMA_ID = "__value_schema_id";

    /**
     * When the record was first published, in milliseconds since 1970: on dead letters and on what is replayed of them.
     * {@link PublishedAt} says how it is read.
     */
    public static final String PUBLISHED_AT = "published_at";

    private RecordHeaders() {}
}
