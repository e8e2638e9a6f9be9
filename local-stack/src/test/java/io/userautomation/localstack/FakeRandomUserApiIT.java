package io.userautomation.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fake API as a process of its own, by its jar and by the name that local-stack has for it. */
class FakeRandomUserApiIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/api/1\\.4/");

    @ParameterizedTest
    @CsvSource({"fake-random-user-api,", "local-stack, random-user-api"})
    void should_serve_until_sigterm_and_end_well(String jar, String command) throws Exception {
        try (TaskProcess process = start(jar, command)) {
            String url = await().atMost(PATIENCE)
                    .until(() -> url(process), Optional::isPresent)
                    .orElseThrow();
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "?results=25"))
                    .timeout(PATIENCE)
                    .build();
            int status = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.discarding())
                    .statusCode();

            process.terminate();
            Finished finished = process.await(PATIENCE);

            assertThat(status).isEqualTo(200);
            assertThat(finished.exitStatus()).isZero();
            assertThat(finished.lastStdoutLineAsJson().get("users").getAsInt()).isEqualTo(25);
        }
    }

    private static TaskProcess start(String jar, String command) {
        TaskCommand process = TaskProcess.jar(Checkout.jar(jar));
        return (command == null ? process : process.arguments(command))
                .arguments("--port", "0")
                .start();
    }

    private static Optional<String> url(TaskProcess process) {
        Matcher url = URL.matcher(String.join("\n", process.stderr()));
        return url.find() ? Optional.of(url.group()) : Optional.empty();
    }
}
