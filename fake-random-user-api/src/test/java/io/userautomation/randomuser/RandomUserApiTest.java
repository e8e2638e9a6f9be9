package io.userautomation.randomuser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.userautomation.randomuser.RandomUserApi.Options;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The quirks of the real API, over real HTTP. */
class RandomUserApiTest {
    private static final String ACCEPT = "Accept-Encoding";

    private RandomUserApi api;
    private ApiClient client;

    @BeforeEach
    void start() {
        api = RandomUserApi.start();
        client = new ApiClient(api);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void should_answer_the_same_seed_and_page_with_the_same_bytes() throws Exception {
        byte[] first = client.get("/api/1.4/?seed=words&results=50&page=3").body();
        byte[] second = client.get("/api/1.4/?seed=words&results=50&page=3").body();

        assertThat(first).isEqualTo(second);
    }

    @Test
    void should_answer_the_same_on_another_server() throws Exception {
        try (RandomUserApi other = RandomUserApi.start()) {
            assertThat(new ApiClient(other)
                            .get("/api/1.4/?seed=words&results=50")
                            .body())
                    .isEqualTo(client.get("/api/1.4/?seed=words&results=50").body());
        }
    }

    @Test
    void should_keep_the_first_users_when_more_are_asked_for() throws Exception {
        JsonArray few = client.users("seed=words&results=3");
        JsonArray many = client.users("seed=words&results=30");

        assertThat(many.asList().subList(0, 3)).isEqualTo(few.asList());
    }

    @Test
    void should_report_what_was_asked_for_in_info() throws Exception {
        JsonObject page = client.json("/api/1.4/?seed=words&results=7&page=3");

        assertThat(page.get("info")).hasToString("{\"seed\":\"words\",\"results\":7,\"page\":3,\"version\":\"1.4\"}");
        assertThat(page.getAsJsonArray("results")).hasSize(7);
    }

    @Test
    void should_give_one_user_when_none_or_too_many_or_nonsense_is_asked_for() throws Exception {
        for (String results : List.of("", "results=", "results=0", "results=-3", "results=5001", "results=many")) {
            assertThat(client.users("seed=words&" + results)).as(results).hasSize(1);
        }
        assertThat(client.users("seed=words&results=5000")).hasSize(5000);
    }

    @Test
    void should_take_page_0_and_pages_past_the_last_for_page_1() throws Exception {
        List<String> first = client.uuids("seed=words&results=5&page=1");

        for (String page : List.of("page=0", "page=-1", "page=10001", "page=x", "")) {
            assertThat(client.uuids("seed=words&results=5&" + page)).as(page).isEqualTo(first);
        }
        assertThat(client.uuids("seed=words&results=5&page=10000")).doesNotContainAnyElementsOf(first);
    }

    @Test
    void should_hash_the_seed_with_the_page_appended() throws Exception {
        JsonArray second = client.users("seed=abc&results=5&page=2");

        assertThat(client.users("seed=abc2&results=5&page=1")).isEqualTo(second);
    }

    @Test
    void should_give_no_uuid_twice_within_a_seed() throws Exception {
        Set<String> uuids = new HashSet<>();
        for (int page = 1; page <= 4; page++) {
            uuids.addAll(client.uuids("seed=words&results=5000&page=" + page));
        }

        assertThat(uuids).hasSize(20_000);
    }

    @Test
    void should_give_another_person_the_same_uuid_under_another_nationality() throws Exception {
        assertThat(client.uuids("seed=words&results=20&nat=fr"))
                .isEqualTo(client.uuids("seed=words&results=20&nat=us"))
                .isEqualTo(client.uuids("seed=words&results=20"));
        assertThat(client.users("seed=words&results=1&nat=fr&inc=name"))
                .isNotEqualTo(client.users("seed=words&results=1&nat=us&inc=name"));
    }

    @Test
    void should_keep_to_the_nationalities_asked_for() throws Exception {
        assertThat(nationalities("nat=us,FR")).containsExactlyInAnyOrder("US", "FR");
    }

    @Test
    void should_drop_the_whole_filter_when_one_nationality_is_unknown() throws Exception {
        assertThat(nationalities("nat=us,xx")).hasSize(21);
        assertThat(nationalities("nat=us,%20fr")).hasSize(21);
    }

    @Test
    void should_take_the_nationality_from_the_end_of_an_18_character_seed() throws Exception {
        JsonObject page = client.json("/api/1.4/?seed=0123456789abcdef14&results=20&nat=fr&inc=nat");

        assertThat(page.getAsJsonArray("results"))
                .allSatisfy(user -> assertThat(user).hasToString("{\"nat\":\"US\"}"));
        assertThat(page.getAsJsonObject("info").get("seed").getAsString()).isEqualTo("0123456789abcdef1414");
        assertThat(client.uuids("seed=0123456789abcdef14&results=3"))
                .isEqualTo(client.uuids("seed=0123456789abcdef&results=3"));
        assertThat(client.get("/api/1.4/?seed=0123456789abcdefzz").statusCode()).isEqualTo(500);
    }

    @Test
    void should_heed_the_gender_only_without_a_seed() throws Exception {
        assertThat(client.users("gender=female&results=50&inc=gender"))
                .allSatisfy(user -> assertThat(user).hasToString("{\"gender\":\"female\"}"));
        assertThat(client.users("gender=female&results=50&inc=gender&seed=words")
                        .toString())
                .contains("\"male\"");
    }

    @Test
    void should_make_up_a_seed_and_report_it() throws Exception {
        String seed = seedOf(client.json("/api/1.4/?results=3"));

        assertThat(seed).matches("[0-9a-f]{16}").isNotEqualTo(seedOf(client.json("/api/1.4/")));
        assertThat(client.json("/api/1.4/?results=3&seed=" + seed))
                .isEqualTo(client.json("/api/1.4/?results=3&seed=" + seed));
    }

    @Test
    void should_write_only_the_fields_asked_for_and_leave_the_others_as_they_are() throws Exception {
        JsonObject whole = client.users("seed=words").get(0).getAsJsonObject();
        JsonObject part =
                client.users("seed=words&inc=login,name,nonsense").get(0).getAsJsonObject();
        JsonObject rest = client.users("seed=words&exc=login,name").get(0).getAsJsonObject();

        assertThat(part.keySet()).containsExactly("name", "login");
        assertThat(part.get("login")).isEqualTo(whole.get("login"));
        assertThat(rest.keySet())
                .containsExactly(
                        "gender", "location", "email", "dob", "registered", "phone", "cell", "id", "picture", "nat");
        assertThat(rest.get("phone")).isEqualTo(whole.get("phone"));
        assertThat(client.json("/api/1.4/?noinfo").keySet()).containsExactly("results");
    }

    @Test
    void should_answer_with_the_latest_version_where_the_path_names_none() throws Exception {
        assertThat(client.json("/api/?seed=words")).isEqualTo(client.json("/api/1.4/?seed=words"));
        assertThat(client.json("/api?seed=words")).isEqualTo(client.json("/api/1.4?seed=words"));
    }

    @Test
    void should_not_find_unknown_versions_and_paths() throws Exception {
        assertThat(client.get("/api/0.9/").statusCode()).isEqualTo(404);
        assertThat(client.get("/elsewhere").statusCode()).isEqualTo(404);
    }

    @Test
    void should_compress_only_for_clients_that_accept_it_and_only_when_told_to() throws Exception {
        try (RandomUserApi zipping = RandomUserApi.start(Options.defaults().withGzip(true))) {
            ApiClient clientOfZipping = new ApiClient(zipping);

            HttpResponse<byte[]> plain = clientOfZipping.get("/api/1.4/?seed=words&results=10");
            HttpResponse<byte[]> zipped =
                    clientOfZipping.get("/api/1.4/?seed=words&results=10", ACCEPT, "gzip, deflate");

            assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(plain.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
            assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
            assertThat(Gzip.unzip(zipped.body())).isEqualTo(plain.body());
        }
        assertThat(client.get("/api/1.4/", ACCEPT, "gzip").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void should_count_what_it_served() throws Exception {
        client.get("/api/1.4/?results=10&seed=a");
        client.get("/api/1.4/?results=5&seed=b");

        JsonObject statistics = client.json("/stats");

        assertThat(statistics.get("requests").getAsInt()).isEqualTo(2);
        assertThat(statistics.get("users").getAsInt()).isEqualTo(15);
        assertThat(api.statistics().recent())
                .containsExactly("/api/1.4/?results=10&seed=a", "/api/1.4/?results=5&seed=b");
    }

    @Test
    void should_write_utf_8() throws Exception {
        String page =
                new String(client.get("/api/1.4/?seed=words&results=50&nat=ir").body(), StandardCharsets.UTF_8);

        assertThat(page).contains("محمد").doesNotContain("\uFFFD");
    }

    private Set<String> nationalities(String query) throws Exception {
        Set<String> nationalities = new HashSet<>();
        client.users("seed=words&results=1000&" + query)
                .forEach(user ->
                        nationalities.add(user.getAsJsonObject().get("nat").getAsString()));
        return nationalities;
    }

    private static String seedOf(JsonObject page) {
        return page.getAsJsonObject("info").get("seed").getAsString();
    }
}
