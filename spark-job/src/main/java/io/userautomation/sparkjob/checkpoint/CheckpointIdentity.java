package io.userautomation.sparkjob.checkpoint;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a checkpoint belongs to, by the servers' own ids: an address is spelled in many ways. Its offsets mean nothing for another topic, even one of the same name, and nothing of
 * what they cover is stored in another table.
 *
 * @param query the query's name
 * @param kafkaClusterId the cluster's own id
 * @param topic the users topic
 * @param topicId the brokers' id of it, another one once it was deleted and created anew
 * @param table the sink's table or topic
 * @param tableIdentity the sink's own id of it, another one once it was created anew
 * @param recordVersion version of the user record: a newer validator may take what an older one refused
 */
public record CheckpointIdentity(
        String query,
        String kafkaClusterId,
        String topic,
        String topicId,
        String table,
        String tableIdentity,
        String recordVersion) {

    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .create();
    private static final int HASH_BYTES = 6;

    /** The folder's name: the query, and a hash over all of it. */
    public String folderName() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toJson().getBytes(StandardCharsets.UTF_8));
            return query + "-" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether {@code json} is this identity, in this form or in that of 0.1, which held the sink's address as well. */
    boolean isIn(String json) {
        try {
            JsonObject found = JsonParser.parseString(json).getAsJsonObject();
            found.remove("address");
            return found.equals(GSON.toJsonTree(this));
        } catch (JsonParseException | IllegalStateException e) {
            return false;
        }
    }

    /** The identity in words. */
    public String toJson() {
        return GSON.toJson(this);
    }
}
