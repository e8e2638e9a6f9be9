package io.userautomation.localstack.server;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The fake Random User API, a jar of this project. */
final class RandomUserApiServer implements ServerSetup {
    private static final String API = "/api/1.4/";

    private final StackPlace place;

    RandomUserApiServer(StackPlace place) {
        this.place = place;
    }

    @Override
    public ServerKind kind() {
        return ServerKind.RANDOM_USER_API;
    }

    @Override
    public void prepare(LogFile log) throws IOException {
        Path folder = place.folder(kind());
        Files.createDirectories(folder);
        Template.named("random-user-api/jvm.options").writeTo(folder);
    }

    @Override
    public Command command() {
        Path jar = place.checkout().built(place.checkout().jarOf("fake-random-user-api"), "fake-random-user-api");
        return Command.jar(
                place.folder(kind()).resolve("jvm.options"),
                jar,
                "--port",
                Integer.toString(place.port(PortName.RANDOM_USER_API)));
    }

    @Override
    public boolean isReady(LogFile log) {
        return Answers.http(place.port(PortName.RANDOM_USER_API), API + "?results=1");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("RANDOM_USER_API_URL", "http://" + place.address(PortName.RANDOM_USER_API) + API);
    }
}
