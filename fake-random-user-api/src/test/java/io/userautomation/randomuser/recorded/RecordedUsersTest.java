package io.userautomation.randomuser.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.userautomation.randomuser.people.ApiVersion;
import io.userautomation.randomuser.people.JsonBytes;
import io.userautomation.randomuser.people.PageRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedUsersTest {
    @TempDir
    private Path folder;

    @Test
    void should_serve_the_users_in_the_order_of_files_and_of_users_in_them() throws IOException {
        write("b.json", response("1.4", "three", "four"));
        writeGzip("a.json.gz", response("1.4", "one", "two"));

        RecordedUsers users = RecordedUsers.read(folder);

        assertThat(uuids(users, "results", "3")).containsExactly("one", "two", "three");
        assertThat(users.count(ApiVersion.V1_4)).isEqualTo(4);
    }

    @Test
    void should_end_with_a_short_page_and_empty_ones_instead_of_starting_over() throws IOException {
        write("a.json", response("1.4", "one", "two", "three", "four", "five"));

        RecordedUsers users = RecordedUsers.read(folder);

        assertThat(uuids(users, "results", "3", "page", "2")).containsExactly("four", "five");
        assertThat(uuids(users, "results", "3", "page", "3")).isEmpty();
        assertThat(uuids(users, "results", "5000", "page", "10000")).isEmpty();
    }

    @Test
    void should_leave_out_files_of_incomplete_users_and_users_recorded_twice() throws IOException {
        write("a.json", response("1.4", "one", "two"));
        write("b.json", "{\"results\":[{\"name\":{},\"gender\":\"male\"}]}");
        write("bb.json", "{\"results\":[{\"login\":{\"uuid\":\"three\"}}]}");
        write("c.json", response("1.4", "two", "four"));

        assertThat(uuids(RecordedUsers.read(folder), "results", "9")).containsExactly("one", "two", "four");
    }

    @Test
    void should_serve_only_the_versions_that_were_recorded() throws IOException {
        write("a.json", response("1.3", "one"));

        RecordedUsers users = RecordedUsers.read(folder);

        assertThat(users.serves(ApiVersion.V1_3)).isTrue();
        assertThat(users.serves(ApiVersion.V1_4)).isFalse();
    }

    @Test
    void should_hand_out_the_captured_sample_as_it_was_captured() throws IOException {
        CapturedSample.copyTo(folder);
        JsonArray captured = JsonParser.parseString(Files.readString(folder.resolve("captured-sample.json")))
                .getAsJsonObject()
                .getAsJsonArray("results");

        JsonArray served = page(RecordedUsers.read(folder), "results", "5000");

        assertThat(served).isEqualTo(captured).hasSize(CapturedSample.USERS);
    }

    @Test
    void should_filter_nationalities_and_fields() throws IOException {
        CapturedSample.copyTo(folder);

        JsonArray page = page(RecordedUsers.read(folder), "results", "9", "nat", "ir,au", "inc", "nat,id");

        Set<String> nationalities = new HashSet<>();
        for (JsonObject user : objects(page)) {
            nationalities.add(user.get("nat").getAsString());
            assertThat(user.keySet()).containsExactly("id", "nat");
        }
        assertThat(nationalities).containsExactlyInAnyOrder("IR", "AU");
    }

    @Test
    void should_name_the_file_that_is_no_response_and_the_folder_without_any() throws IOException {
        assertThatThrownBy(() -> RecordedUsers.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("there are no recorded users in %s (*.json, *.jsonl, *.ndjson, each also as .gz)", folder);

        write("broken.json", "{\"results\":[{]}");
        assertThatThrownBy(() -> RecordedUsers.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("; broken.json: it is not JSON, see line 1, column ");
    }

    @Test
    void should_name_a_few_of_many_files_that_are_no_responses() throws IOException {
        for (int i = 0; i < 8; i++) {
            write(i + ".json", "[]");
        }

        assertThatThrownBy(() -> RecordedUsers.read(folder))
                .hasMessageEndingWith("; 4.json: it has no users; and 3 more")
                .hasMessageNotContaining("5.json");
    }

    private List<String> uuids(RecordedUsers users, String... query) {
        return objects(page(users, query)).stream()
                .map(user -> user.getAsJsonObject("login").get("uuid").getAsString())
                .toList();
    }

    private static List<JsonObject> objects(JsonArray page) {
        return StreamSupport.stream(page.spliterator(), false)
                .map(user -> user.getAsJsonObject())
                .toList();
    }

    private static JsonArray page(RecordedUsers users, String... query) {
        Map<String, String> parameters = new HashMap<>();
        for (int name = 0; name < query.length; name += 2) {
            parameters.put(query[name], query[name + 1]);
        }
        PageRequest request = PageRequest.of(ApiVersion.V1_4, parameters);
        JsonBytes out = new JsonBytes(1024).ascii('[');
        int written = users.write(request, request.results(), out);
        JsonArray page = JsonParser.parseString(new String(out.ascii(']').toBytes(), StandardCharsets.UTF_8))
                .getAsJsonArray();
        assertThat(page).hasSize(written);
        return page;
    }

    private static String response(String version, String... uuids) {
        JsonBytes out = new JsonBytes(1024).ascii("{\"results\":[");
        for (int index = 0; index < uuids.length; index++) {
            out.ascii(index == 0 ? "" : ",").ascii("{\"login\":{\"uuid\":").quoted(uuids[index]);
            out.ascii("},\"gender\":\"male\"}");
        }
        out.ascii("],\"info\":{\"version\":").quoted(version).ascii("}}");
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void writeGzip(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
