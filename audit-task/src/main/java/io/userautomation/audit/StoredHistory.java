package io.userautomation.audit;

import com.google.gson.JsonParseException;
import io.userautomation.audit.page.StoredOverTime;
import io.userautomation.kafka.runs.RunJson;
import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.StoreReport;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All reports of a run's stores that the runs topic still has. Its reader keeps the last of each, which says all that a
 * verdict needs.
 *
 * @param runId the run
 * @param stores per store that the run is to reach
 */
record StoredHistory(String runId, Map<String, StoredOverTime> stores) {

    /**
     * Without any report.
     *
     * @param publishedMillis when its first user was published
     */
    static StoredHistory of(RunManifest manifest, long publishedMillis) {
        Map<String, StoredOverTime> stores = new LinkedHashMap<>();
        long opened = manifest.openedAt().toEpochMilli();
        manifest.storesToReach().forEach(store -> stores.put(store, new StoredOverTime(opened, publishedMillis)));
        return new StoredHistory(manifest.runId(), stores);
    }

    /**
     * Adds all that there are.
     *
     * @param topic the runs topic
     */
    StoredHistory read(TopicScan scan, TopicOffsets offsets, String topic) throws InterruptedException {
        Map<Integer, Long> ends = offsets.ends(topic);
        Map<Integer, TopicScan.Stretch> stretches = new TreeMap<>();
        offsets.starts(topic)
                .forEach((partition, from) ->
                        stretches.put(partition, new TopicScan.Stretch(from, ends.getOrDefault(partition, from))));
        scan.read(topic, stretches, records -> records.forEach(this::add));
        return this;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        String prefix = runId + RunsTopicReader.STORED;
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        StoredOverTime store = key.startsWith(prefix) ? stores.get(key.substring(prefix.length())) : null;
        if (store == null || record.value() == null) {
            return;
        }
        try {
            StoreReport report = RunJson.read(new String(record.value(), StandardCharsets.UTF_8), StoreReport.class);
            store.add(record.timestamp(), report.stored());
        } catch (JsonParseException e) {
            // The topic's reader has said so already.
            return;
        }
    }
}
