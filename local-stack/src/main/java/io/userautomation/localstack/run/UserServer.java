package io.userautomation.localstack.run;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Problem;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.localstack.StackException;
import io.userautomation.randomuser.RandomUserApi;
import io.userautomation.randomuser.people.ApiVersion;
import io.userautomation.randomuser.people.Nationality;
import io.userautomation.randomuser.recorded.RecordedUsers;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
     * @throws InvalidSettingsException when more users are asked for than are recorded, or others
     * @throws StackException when the fake API can't be started, as where its port is taken
     */
    static UserServer start(RunOptions options, Ports ports) {
        RandomUserApi.Options ours = RandomUserApi.Options.defaults().withPort(ports.of(PortName.RANDOM_USER_API));
        if (options.source() instanceof UserSource.Elsewhere elsewhere) {
            return new UserServer(elsewhere.url().toString(), options.users(), Optional.empty());
        }
        if (options.source() instanceof UserSource.Recorded recorded) {
            return ofRecorded(options, recorded.folder(), started(ours.withRecorded(recorded.folder())));
        }
        RandomUserApi api = started(ours);
        return new UserServer(api.url(), options.users(), Optional.of(api));
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

    private static UserServer ofRecorded(RunOptions options, Path folder, RandomUserApi api) {
        try {
            long users = atMostRecorded(options, folder, api.recorded().orElseThrow());
            return new UserServer(api.url(), Optional.of(users), Optional.of(api));
        } catch (InvalidSettingsException e) {
            api.close();
            throw e;
        }
    }

    /** Who names no number gets all that are recorded, up to the usual number: there are no others after them. */
    private static long atMostRecorded(RunOptions options, Path folder, RecordedUsers users) {
        List<String> nationalities = options.nationalities();
        long recorded = users.count(users.newest(), Set.copyOf(nationalities));
        if (recorded == 0 || !known(users.newest()).containsAll(nationalities)) {
            String recordedOnes = "of nationalities that are recorded in %s, in version %s"
                    .formatted(folder, users.newest().number());
            throw refused(RunOptions.NAT, recordedOnes, String.join(",", nationalities));
        }
        long asked = options.usersAskedFor().orElse(recorded);
        if (options.users().isPresent() && asked > recorded) {
            String most = "at most %s, since no more are recorded in %s".formatted(recorded, folder);
            throw refused(RunOptions.USERS, most, Long.toString(asked));
        }
        return Math.min(asked, recorded);
    }

    private static Set<String> known(ApiVersion version) {
        return version.nationalities().stream().map(Nationality::name).collect(Collectors.toSet());
    }

    private static InvalidSettingsException refused(Setting flag, String allowed, String value) {
        Setting setting = Setting.variable(flag.variable(), null, "", allowed, "");
        return new InvalidSettingsException(List.of(new Problem(setting, value)));
    }

    private static RandomUserApi started(RandomUserApi.Options options) {
        try {
            return RandomUserApi.start(options);
        } catch (UncheckedIOException e) {
            throw new StackException(e.getMessage(), e);
        }
    }
}
