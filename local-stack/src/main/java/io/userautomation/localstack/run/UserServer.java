package io.userautomation.localstack.run;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Problem;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.StackException;
import io.userautomation.randomuser.RandomUserApi;
import io.userautomation.randomuser.people.ApiVersion;
import io.userautomation.randomuser.recorded.RecordedUsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The API that a run's users come from: the fake API in this process, or a server elsewhere. */
final class UserServer implements AutoCloseable {

    private final String url;
    private final Optional<Long> users;
    private final Optional<RandomUserApi> ours;

    private UserServer(String url, Optional<Long> users, Optional<RandomUserApi> ours) {
        this.url = url;
        this.users = users;
        this.ours = ours;
    }

    /**
     * Starts what the run needs.
     *
     * @throws InvalidSettingsException when more users are asked for than are recorded
     * @throws StackException when the fake API can't be started, as where its port is taken
     */
    static UserServer start(RunOptions options, Ports ports) {
        RandomUserApi.Options ours = RandomUserApi.Options.defaults().withPort(ports.of(PortName.RANDOM_USER_API));
        if (options.source() instanceof UserSource.Elsewhere elsewhere) {
            return new UserServer(elsewhere.url().toString(), options.users(), Optional.empty());
        }
        if (options.source() instanceof UserSource.Recorded recorded) {
            long users = atMostRecorded(options, recorded);
            return started(ours.withRecorded(recorded.folder()), Optional.of(users));
        }
        return started(ours, options.users());
    }

    /** Base URL, as in {@code http://127.0.0.1:8000/api/1.4/}. */
    String url() {
        return url;
    }

    /** How many users to ask for; empty to leave it to the producer. */
    Optional<Long> users() {
        return users;
    }

    @Override
    public void close() {
        ours.ifPresent(RandomUserApi::close);
    }

    /** Who names no number gets all that are recorded, up to the usual number: there are no others after them. */
    private static long atMostRecorded(RunOptions options, UserSource.Recorded source) {
        long recorded = recorded(source, Set.copyOf(options.nationalities()));
        long asked = options.usersAskedFor().orElse(recorded);
        if (options.users().isPresent() && asked > recorded) {
            Setting users = Setting.variable(
                    RunOptions.USERS.variable(),
                    null,
                    "",
                    "at most %d, since no more are recorded in %s".formatted(recorded, source.folder()),
                    "");
            throw new InvalidSettingsException(List.of(new Problem(users, Long.toString(asked))));
        }
        return Math.min(asked, recorded);
    }

    private static long recorded(UserSource.Recorded source, Set<String> nationalities) {
        try {
            return RecordedUsers.read(source.folder()).count(ApiVersion.LATEST, nationalities);
        } catch (IOException e) {
            throw new StackException("The recorded users can't be served: " + e.getMessage(), e);
        }
    }

    private static UserServer started(RandomUserApi.Options options, Optional<Long> users) {
        try {
            RandomUserApi api = RandomUserApi.start(options);
            return new UserServer(api.url(), users, Optional.of(api));
        } catch (UncheckedIOException e) {
            throw new StackException(e.getMessage(), e);
        }
    }
}
