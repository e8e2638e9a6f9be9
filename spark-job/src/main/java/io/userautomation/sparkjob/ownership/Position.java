package io.userautomation.sparkjob.ownership;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Where a checkpoint stands in one partition, as its group keeps it.
 *
 * @param offset behind the last record that is stored
 * @param batch the batch that reached it; {@value #NO_BATCH} where it wasn't one
 * @param atMillis when it was committed, by the owner's clock
 * @param mark the last record before it; null where none was near
 */
public record Position(long offset, long batch, long atMillis, RecordMark mark) {

    public static final long NO_BATCH = -1;

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    private record Metadata(String identity, long batch, long atMillis, RecordMark mark) {}

    /** As it is committed, in the name of a checkpoint's identity. */
    OffsetAndMetadata committed(String identity) {
        return new OffsetAndMetadata(offset, GSON.toJson(new Metadata(identity, batch, atMillis, mark)));
    }

    /** Reads what {@link #committed} wrote; empty for what is of another identity, or of anybody else. */
    static Optional<Position> of(OffsetAndMetadata found, String identity) {
        try {
            Metadata metadata = GSON.fromJson(found.metadata(), Metadata.class);
            return Optional.ofNullable(metadata)
                    .filter(own -> identity.equals(own.identity()))
                    .map(own -> new Position(found.offset(), own.batch(), own.atMillis(), own.mark()));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
