package io.userautomation.localstack.run;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.randomuser.RandomUserApi;
import java.io.UncheckedIOException;

/** The API that a run's users come from: the double in this process, or a server elsewhere. */
final class UserServer implements AutoCloseable {

    private final String url;
    private final RandomUserApi ours;

    private UserServer(String url, RandomUserApi ours) {
        this.url = url;
        this.ours = ours;
    }

    /** @throws StackException when the double can't be started, as where its port is taken */
    static UserServer start(UserSource source, Ports ports) {
        RandomUserApi.Options options = RandomUserApi.Options.defaults().withPort(ports.of(PortName.RANDOM_USER_API));
        if (source instanceof UserSource.Elsewhere elsewhere) {
            return new UserServer(elsewhere.url().toString(), null);
        }
        if (source instanceof UserSource.Recorded recorded) {
            return started(options.withRecorded(recorded.folder()));
        }
        return started(options);
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        if (ours != null) {
            ours.close();
        }
    }

    private static UserServer started(RandomUserApi.Options options) {
        try {
            RandomUserApi api = RandomUserApi.start(options);
            return new UserServer(api.url(), api);
        } catch (UncheckedIOException e) {
            throw new StackException(e.getMessage(), e);
        }
    }
}
