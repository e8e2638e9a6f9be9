package io.userautomation.randomuser;

import io.userautomation.commandline.Command;
import io.userautomation.commandline.CommandRunner;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entry of the jar: serves the fake Random User API until SIGTERM or Ctrl-C, which end it with status 0. */
public final class FakeRandomUserApi {
    static final Setting HOST = Setting.flag(
            "RANDOM_USER_API_HOST",
            "--host",
            "127.0.0.1",
            "",
            "an address of this machine; 0.0.0.0 for all of them, as inside a container",
            "Where it listens.");
    static final Setting PORT = Setting.flag(
            "RANDOM_USER_API_PORT", "--port", "8000", "", "a port from 0 (any free one) to 65535", "The port there.");
    static final Setting RECORDED = Setting.flag(
            "RANDOM_USER_API_RECORDED",
            "--recorded",
            null,
            "",
            "a folder of captured responses (*.json, *.jsonl, *.ndjson, each also as .gz)",
            "Serves these instead of made-up users.");
    static final Setting RATE_LIMIT = Setting.flag(
            "RANDOM_USER_API_RATE_LIMIT",
            "--rate-limit",
            null,
            "users",
            "a whole number of at least 1",
            "Users per client in 5 minutes, then 429; the public API's is 20000.");
    static final Setting LATENCY = Setting.flag(
            "RANDOM_USER_API_LATENCY",
            "--latency",
            "0ms",
            "",
            "a duration such as 50ms or 2s",
            "What every answer takes longer.");
    static final Setting GZIP = Setting.flag(
            "RANDOM_USER_API_GZIP",
            "--gzip",
            "false",
            "",
            "true or false",
            "Compresses for clients that accept it, which costs two thirds of the speed.");

    static final List<Setting> FLAGS = List.of(HOST, PORT, RECORDED, RATE_LIMIT, LATENCY, GZIP);

    /** As local-stack has it, too, under the name that it always had there. */
    public static final Command COMMAND = Command.of(
            "random-user-api",
            "Serves a fake Random User API until it is stopped.",
            FLAGS,
            settings -> serve(options(settings)));

    private FakeRandomUserApi() {}

    public static void main(String[] arguments) {
        System.exit(CommandRunner.runInProcess(COMMAND, arguments).code());
    }

    /** The options that flags and environment give. */
    static RandomUserApi.Options options(SettingsReader reader) {
        Optional<InetAddress> address = reader.converted(HOST, FakeRandomUserApi::address);
        Optional<Integer> number =
                reader.converted(PORT, text -> Math.toIntExact(within(Long.parseLong(text), 0, 65_535)));
        Optional<Path> folder = reader.converted(RECORDED, FakeRandomUserApi::folder);
        Optional<Long> limit = reader.converted(RATE_LIMIT, text -> within(Long.parseLong(text), 1, RateLimit.NONE));
        Duration longer = reader.duration(LATENCY);
        boolean compress = reader.trueOrFalse(GZIP);
        reader.done();
        return new RandomUserApi.Options(
                address.orElseThrow(),
                number.orElseThrow(),
                folder,
                limit.orElse(RateLimit.NONE),
                RateLimit.PUBLIC_STRETCH,
                longer,
                compress,
                Clock.systemUTC());
    }

    private static Summary serve(RandomUserApi.Options options) {
        // Not before main, which says how times are written.
        Logger log = LoggerFactory.getLogger(FakeRandomUserApi.class);
        try (RandomUserApi api = RandomUserApi.start(options)) {
            log.info("The fake Random User API answers at {}", api.url());
            awaitSignal(log);
            return new Summary()
                    .with("url", api.url())
                    .with("requests", api.statistics().requests())
                    .with("users", api.statistics().users());
        } catch (UncheckedIOException e) {
            throw new TaskException(ExitStatus.FAILED, e.getMessage(), e);
        }
    }

    private static void awaitSignal(Logger log) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            log.info("stopping");
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Path folder(String text) {
        Path folder = Path.of(text);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(text);
        }
        return folder;
    }

    private static long within(long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(Long.toString(value));
        }
        return value;
    }
}
