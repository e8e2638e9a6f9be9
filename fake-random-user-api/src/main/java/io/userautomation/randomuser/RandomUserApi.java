package io.userautomation.randomuser;

import io.userautomation.randomuser.fault.Faults;
import io.userautomation.randomuser.http.HttpServer;
import io.userautomation.randomuser.people.ApiVersion;
import io.userautomation.randomuser.people.GeneratedUsers;
import io.userautomation.randomuser.people.UserSource;
import io.userautomation.randomuser.recorded.RecordedUsers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A Random User API of our own on 127.0.0.1, for as long as it is not closed. */
public final class RandomUserApi implements AutoCloseable {
    /**
     * How it behaves.
     *
     * @param port 0 for any free one
     * @param recorded a folder of captured responses to serve instead of users of our own
     * @param rateLimit users per client address and stretch; {@link RateLimit#NONE} for no limit
     * @param rateLimitStretch the stretch
     * @param latency what every answer takes longer
     * @param gzip whether answers are compressed for clients that accept it
     * @param clock what ages are reckoned by
     */
    public record Options(
            InetAddress host,
            int port,
            Optional<Path> recorded,
            long rateLimit,
            Duration rateLimitStretch,
            Duration latency,
            boolean gzip,
            Clock clock) {
        /** On loopback, at any free port, users of our own, no limit, no latency, no compression. */
        public static Options defaults() {
            return new Options(
                    InetAddress.getLoopbackAddress(),
                    0,
                    Optional.empty(),
                    RateLimit.NONE,
                    RateLimit.PUBLIC_STRETCH,
                    Duration.ZERO,
                    false,
                    Clock.systemUTC());
        }

        /** The same on that port. */
        public Options withPort(int number) {
            return new Options(host, number, recorded, rateLimit, rateLimitStretch, latency, gzip, clock);
        }

        /** The same with the users recorded in that folder. */
        public Options withRecorded(Path folder) {
            return new Options(host, port, Optional.of(folder), rateLimit, rateLimitStretch, latency, gzip, clock);
        }

        /** The same with a limit of users per client address and stretch. */
        public Options withRateLimit(long users, Duration stretch) {
            return new Options(host, port, recorded, users, stretch, latency, gzip, clock);
        }

        /** The same, every answer taking so much longer. */
        public Options withLatency(Duration longer) {
            return new Options(host, port, recorded, rateLimit, rateLimitStretch, longer, gzip, clock);
        }

        /** The same with or without compression for clients that accept it; compressed pages take thrice the time. */
        public Options withGzip(boolean compress) {
            return new Options(host, port, recorded, rateLimit, rateLimitStretch, latency, compress, clock);
        }

        /** The same by another clock. */
        public Options withClock(Clock other) {
            return new Options(host, port, recorded, rateLimit, rateLimitStretch, latency, gzip, other);
        }
    }

    private final HttpServer server;
    private final Faults faults;
    private final Statistics statistics;
    private final UserSource source;

    private RandomUserApi(HttpServer server, Faults faults, Statistics statistics, UserSource source) {
        this.server = server;
        this.faults = faults;
        this.statistics = statistics;
        this.source = source;
    }

    /** Starts on any free port with users of our own. */
    public static RandomUserApi start() {
        return start(Options.defaults());
    }

    /**
     * Starts.
     *
     * @throws UncheckedIOException where the port is taken (the message names it) or the recorded folder can't be read
     */
    public static RandomUserApi start(Options options) {
        Faults faults = new Faults();
        Statistics statistics = new Statistics();
        try {
            UserSource source = options.recorded().isPresent()
                    ? RecordedUsers.read(options.recorded().get())
                    : new GeneratedUsers(options.clock());
            ApiRoutes routes = new ApiRoutes(options, source, faults, statistics);
            HttpServer server = HttpServer.start(options.host(), options.port(), routes);
            routes.servedBy(server);
            return new RandomUserApi(server, faults, statistics, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** The port in use. */
    public int port() {
        return server.port();
    }

    /** The address of the newest version that is served, such as {@code http://127.0.0.1:41234/api/1.4/}. */
    public String url() {
        return url(source.newest());
    }

    /** The recorded users, where it serves such. */
    public Optional<RecordedUsers> recorded() {
        return source instanceof RecordedUsers recorded ? Optional.of(recorded) : Optional.empty();
    }

    /** The address of that version. */
    public String url(ApiVersion version) {
        return "%s/api/%s/".formatted(base(), version.number());
    }

    /** Scheme, host and port; {@code /faults} and {@code /stats} are below it. */
    public String base() {
        return "http://127.0.0.1:" + port();
    }

    /** What goes wrong, from now on. */
    public Faults faults() {
        return faults;
    }

    /** What has been served. */
    public Statistics statistics() {
        return statistics;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the fake Random User API did not close well", e);
        }
    }
}
