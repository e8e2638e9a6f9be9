package io.userautomation.randomuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.userautomation.randomuser.fault.Fault;
import io.userautomation.randomuser.fault.FaultKind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client sees of each fault. */
class FaultsOverHttpTest {
    private static final String PAGE = "/api/1.4/?seed=words&results=100";

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
    void should_answer_429_without_retry_after_then_recover() throws Exception {
        api.faults().next(2, Fault.of(FaultKind.TOO_MANY_REQUESTS));

        HttpResponse<byte[]> struck = client.get(PAGE);

        assertThat(struck.statusCode()).isEqualTo(429);
        assertThat(struck.headers().firstValue("Retry-After")).isEmpty();
        assertThat(client.json(struck).keySet()).containsExactly("error");
        assertThat(client.get(PAGE).statusCode()).isEqualTo(429);
        assertThat(client.get(PAGE).statusCode()).isEqualTo(200);
        assertThat(api.faults().struck(FaultKind.TOO_MANY_REQUESTS)).isEqualTo(2);
        assertThat(api.faults().set()).isEmpty();
    }

    @Test
    void should_answer_503_with_retry_after_when_given_an_amount() throws Exception {
        api.faults().next(1, Fault.of(FaultKind.UNAVAILABLE, 7));

        HttpResponse<byte[]> struck = client.get(PAGE);

        assertThat(struck.statusCode()).isEqualTo(503);
        assertThat(struck.headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void should_answer_500_and_200_with_an_error() throws Exception {
        api.faults().next(1, Fault.of(FaultKind.SERVER_ERROR)).next(1, Fault.of(FaultKind.ERROR_BODY));

        assertThat(client.get(PAGE).statusCode()).isEqualTo(500);
        HttpResponse<byte[]> wellMeant = client.get(PAGE);
        assertThat(wellMeant.statusCode()).isEqualTo(200);
        assertThat(client.json(wellMeant).keySet()).containsExactly("error");
    }

    @Test
    void should_reset_before_or_within_the_answer() {
        api.faults().next(1, Fault.of(FaultKind.RESET, 500)).next(1, Fault.of(FaultKind.RESET));

        assertThatThrownBy(() -> readFromBareSocket()).hasMessageContaining("reset");
        assertThatThrownBy(() -> readFromBareSocket()).hasMessageContaining("reset");
        assertThat(api.faults().struck(FaultKind.RESET)).isEqualTo(2);
    }

    @Test
    void should_send_the_promised_part_before_a_reset() {
        api.faults().next(1, Fault.of(FaultKind.RESET, 500));

        assertThatThrownBy(() -> client.get(PAGE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bytes received: 500");
    }

    @Test
    void should_refuse_connections_for_a_while() throws Exception {
        api.faults().after(1, 1, Fault.of(FaultKind.REFUSE, 300));

        assertThat(client.get(PAGE).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> readFromBareSocket()).hasMessageContaining("reset");
        assertThatThrownBy(() -> new ApiClient(api).get(PAGE)).isInstanceOf(ConnectException.class);

        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(ConnectException.class)
                .untilAsserted(() ->
                        assertThat(new ApiClient(api).get(PAGE).statusCode()).isEqualTo(200));
    }

    @Test
    void should_drip_the_right_answer_slowly() throws Exception {
        api.faults().next(1, Fault.of(FaultKind.DRIP, 4_000));
        long start = System.nanoTime();

        byte[] slow = client.get("/api/1.4/?seed=words&results=2").body();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
        assertThat(slow).isEqualTo(client.get("/api/1.4/?seed=words&results=2").body());
    }

    @Test
    void should_hang_until_the_client_gives_up() {
        api.faults().next(1, Fault.of(FaultKind.HANG));

        assertThatThrownBy(() -> client.get(PAGE, Duration.ofMillis(300))).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void should_close_a_hanging_connection_after_its_time() throws Exception {
        api.faults().next(1, Fault.of(FaultKind.HANG, 100));

        assertThat(readFromBareSocket()).isEmpty();
    }

    @Test
    void should_answer_with_no_or_fewer_users_and_claim_all() throws Exception {
        api.faults()
                .next(1, Fault.of(FaultKind.EMPTY_PAGE))
                .next(1, Fault.of(FaultKind.SHORT_PAGE))
                .next(1, Fault.of(FaultKind.SHORT_PAGE, 99));

        JsonObject empty = client.json(PAGE);
        JsonObject half = client.json(PAGE);
        JsonObject almost = client.json(PAGE);
        JsonObject whole = client.json(PAGE);

        assertThat(empty.getAsJsonArray("results")).isEmpty();
        assertThat(empty.get("info")).isEqualTo(whole.get("info"));
        assertThat(half.getAsJsonArray("results")).hasSize(50);
        assertThat(almost.getAsJsonArray("results")).hasSize(99);
        assertThat(half.getAsJsonArray("results").get(49))
                .isEqualTo(whole.getAsJsonArray("results").get(49));
    }

    @Test
    void should_send_a_body_of_many_megabytes() throws Exception {
        api.faults().next(1, Fault.of(FaultKind.HUGE_BODY, 3));

        HttpResponse<byte[]> huge = client.get(PAGE);

        assertThat(huge.body()).hasSizeGreaterThan(3_000_000);
        assertThat(huge.headers().firstValue("Content-Length")).isEmpty();
    }

    @Test
    void should_cut_compressed_and_plain_bodies() throws Exception {
        api.faults().next(1, Fault.of(FaultKind.TRUNCATED_GZIP)).next(1, Fault.of(FaultKind.TRUNCATED_JSON));

        HttpResponse<byte[]> zipped = client.get(PAGE);
        HttpResponse<byte[]> plain = client.get(PAGE);

        assertThat(zipped.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThatThrownBy(() -> Gzip.unzip(zipped.body())).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> client.json(plain)).isInstanceOf(JsonParseException.class);
    }

    @Test
    void should_send_html_or_a_wrong_type_or_elsewhere() throws Exception {
        api.faults()
                .next(1, Fault.of(FaultKind.HTML))
                .next(1, Fault.of(FaultKind.WRONG_CONTENT_TYPE))
                .next(1, Fault.redirectTo("http://elsewhere.invalid/users"));

        assertThat(type(client.get(PAGE))).startsWith("text/html");
        HttpResponse<byte[]> mislabelled = client.get(PAGE);
        assertThat(type(mislabelled)).startsWith("text/html");
        assertThat(client.json(mislabelled).getAsJsonArray("results")).hasSize(100);
        HttpResponse<byte[]> redirect = client.get(PAGE);
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("Location")).hasValue("http://elsewhere.invalid/users");
    }

    @Test
    void should_take_faults_over_http_and_tell_how_often_they_struck() throws Exception {
        client.post("/faults", "{\"fault\": \"server-error\", \"every\": 3}");

        List<Integer> statuses = new ArrayList<>();
        for (int request = 0; request < 6; request++) {
            statuses.add(client.get(PAGE).statusCode());
        }

        assertThat(statuses).containsExactly(200, 200, 500, 200, 200, 500);
        JsonObject faults = client.json("/faults");
        assertThat(faults.getAsJsonObject("struck").get("server-error").getAsInt())
                .isEqualTo(2);
        assertThat(faults.get("set")).hasToString("[{\"fault\":\"server-error\",\"every\":3}]");
    }

    @Test
    void should_forget_faults_on_delete() throws Exception {
        client.post("/faults", "{\"fault\": \"server-error\", \"next\": 5}");
        client.get(PAGE);

        client.delete("/faults");

        assertThat(client.get(PAGE).statusCode()).isEqualTo(200);
        assertThat(api.faults().struck()).isEmpty();
    }

    @Test
    void should_say_what_is_wrong_with_a_fault() throws Exception {
        HttpResponse<byte[]> unknown = client.post("/faults", "{\"fault\": \"flood\"}");
        HttpResponse<byte[]> misspelt = client.post("/faults", "{\"fault\": \"reset\", \"nxt\": 5}");

        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(client.json(unknown).get("error").getAsString())
                .contains("'flood'", "too-many-requests", "redirect");
        assertThat(client.json(misspelt).get("error").getAsString()).contains("'nxt'", "next");
        assertThat(api.faults().set()).isEmpty();
    }

    /** HttpClient asks again by itself when a connection is closed on it. */
    private byte[] readFromBareSocket() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: here\r\n\r\n"
                            .formatted(PAGE)
                            .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().readAllBytes();
        }
    }

    private static String type(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }
}
