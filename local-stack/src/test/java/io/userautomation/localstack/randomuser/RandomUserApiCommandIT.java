package io.userautomation.localstack.randomuser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.localstack.Checkout;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The double as a process of its own: what else it says when it starts is asked of the command itself. */
class RandomUserApiCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/api/1\\.4/");

    @Test
    void should_serve_until_sigterm_and_end_well() throws Exception {
        try (TaskProcess process = start("--port", "0")) {
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

    private static TaskProcess start(String... arguments) {
        return TaskProcess.jar(Checkout.jar("local-stack"))
                .arguments("random-user-api")
                .arguments(arguments)
                .start();
    }

    private static Optional<String> url(TaskProcess process) {
        Matcher url = URL.matcher(String.join("\n", process.stderr()));
        return url.find() ? Optional.of(url.group()) : Optional.empty();
    }
}
