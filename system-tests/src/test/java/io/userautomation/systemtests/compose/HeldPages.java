package io.userautomation.systemtests.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Pages of the fake API that it gives to nobody until they are released, so that no run ends before. */
final class HeldPages {

    private final URI faults;
    private final HttpClient http = HttpClient.newHttpClient();

    HeldPages(ComposeStack stack) {
        this.faults = stack.page("RANDOM_USER_API_PORT").resolve("/faults");
    }

    /** Answers so many more requests for a page; each one behind them is told to come back in a second. */
    void holdAfter(int pages) {
        String fault = "{\"fault\": \"unavailable\", \"amount\": 1, \"after\": %d, \"next\": %d}"
                .formatted(pages, Integer.MAX_VALUE);
        send(HttpRequest.newBuilder(faults).POST(BodyPublishers.ofString(fault)));
    }

    /** Also where the fake API has been started anew since, and holds none. */
    void release() {
        send(HttpRequest.newBuilder(faults).DELETE());
    }

    private void send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the fake API was told what to do", e);
        }
    }
}
