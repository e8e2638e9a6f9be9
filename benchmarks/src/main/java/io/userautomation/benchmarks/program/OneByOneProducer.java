package io.userautomation.benchmarks.program;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.commandline.Summary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How the pipelines before this one publish: one request for each user, one record for each answer, a new id for each
 * record, and no look at what became of it. It is faster than they are in that it keeps its connection to the API.
 */
public final class OneByOneProducer {

    private OneByOneProducer() {}

    /** @param args how many users */
    public static void main(String[] args) throws IOException, InterruptedException {
        int count = Integer.parseInt(args[0]);
        String topic = System.getenv("USERS_TOPIC");
        HttpRequest request = HttpRequest.newBuilder(URI.create(System.getenv("RANDOM_USER_API_URL")))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", System.getenv("KAFKA_BOOTSTRAP_SERVERS")),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                String answer = client.send(request, BodyHandlers.ofString()).body();
                var unused = producer.send(new ProducerRecord<>(topic, record(answer)));
            }
        }
        System.out.println(new Summary().with("published", count));
    }

    private static String record(String answer) {
        JsonObject user = JsonParser.parseString(answer)
                .getAsJsonObject()
                .getAsJsonArray("results")
                .get(0)
                .getAsJsonObject();
        JsonObject location = user.getAsJsonObject("location");
        JsonObject street = location.getAsJsonObject("street");
        JsonObject record = new JsonObject();
        record.addProperty("id", UUID.randomUUID().toString());
        record.add("first_name", user.getAsJsonObject("name").get("first"));
        record.add("last_name", user.getAsJsonObject("name").get("last"));
        record.add("gender", user.get("gender"));
        record.addProperty(
                "address",
                "%s %s, %s, %s, %s"
                        .formatted(
                                text(street, "number"),
                                text(street, "name"),
                                text(location, "city"),
                                text(location, "state"),
                                text(location, "country")));
        record.addProperty("post_code", text(location, "postcode"));
        record.add("email", user.get("email"));
        record.add("username", user.getAsJsonObject("login").get("username"));
        record.add("dob", user.getAsJsonObject("dob").get("date"));
        record.add("registered_date", user.getAsJsonObject("registered").get("date"));
        record.add("phone", user.get("phone"));
        record.add("picture", user.getAsJsonObject("picture").get("medium"));
        return record.toString();
    }

    private static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value.getAsString();
    }
}
