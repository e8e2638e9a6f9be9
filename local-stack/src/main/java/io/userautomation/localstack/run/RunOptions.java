package io.userautomation.localstack.run;

import io.userautomation.commandline.settings.InvalidSettingsException;
import io.userautomation.commandline.settings.Problem;
import io.userautomation.commandline.settings.Setting;
import io.userautomation.commandline.settings.SettingsReader;
import io.userautomation.commandline.settings.WritableFile;
import io.userautomation.localstack.PortName;
import io.userautomation.localstack.Ports;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is asked of a run.
 *
 * @param runId the run
 * @param users how many; empty where it is not said: a run that exists keeps what it had
 * @param duration how long to publish; likewise
 * @param rate users per second at most; empty for as fast as may be
 * @param nationalities two letters each, in upper case; empty for all
 * @param seed which users; empty where the run's id decides
 * @param source where the users come from
 * @param stores where they go, by name
 * @param recordFormat how they are written to the topic; empty where it is not said
 * @param report the file that the audit's page of the run goes to; empty where none is wanted
 * @param data where everything is stored; empty for the checkout's own folder
 * @param freePorts whether the servers listen on free ports rather than on the standard ones
 * @param port of Airflow's UI; empty for the standard one, or a free one
 * @param airflow whether Airflow runs the tasks
 * @param stream whether the stream starts with the servers, and stores the run
 * @param metrics whether the servers serve figures of themselves for Prometheus
 * @param stay whether the servers stay up after the run
 */
record RunOptions(
        RunId runId,
        Optional<Long> users,
        Optional<Duration> duration,
        Optional<Double> rate,
        List<String> nationalities,
        Optional<String> seed,
        UserSource source,
        List<String> stores,
        Optional<String> recordFormat,
        Optional<Path> report,
        Optional<Path> data,
        boolean freePorts,
        Optional<Integer> port,
        boolean airflow,
        boolean stream,
        boolean metrics,
        boolean stay) {

    static final URI LIVE_URL = URI.create("https://randomuser.me/api/1.4/");
    /** As spark-job has it for its executors. */
    private static final long MAX_USERS_OF_BRIEF_RUN = 10_000;

    /** What the producer takes where neither the number of users nor the duration is said. */
    private static final long DEFAULT_USERS = 10_000;

    private static final long MAX_USERS = 1_000_000_000;
    private static final long LAST_PORT = 65_535;
    private static final Duration MIN_DURATION = Duration.ofSeconds(1);
    private static final Duration MAX_DURATION = Duration.ofDays(7);
    private static final double SLOWEST = 0.1;
    private static final double FASTEST = 1_000_000;
    private static final Set<String> NATIONALITIES = Set.of(
            "AU", "BR", "CA", "CH", "DE", "DK", "ES", "FI", "FR", "GB", "IE", "IN", "IR", "MX", "NL", "NO", "NZ", "RS",
            "TR", "UA", "US");

    /** Those that this stack has a server for. */
    private static final Set<String> SERVED_STORES = Set.of("cassandra", "postgres", "mysql");

    static final Setting USERS = flag(
            "--users",
            "a whole number from 1 to 1000000000",
            "How many users; by default 10000, or as many as come in the --duration, or are recorded.");
    static final Setting DURATION =
            flag("--duration", "whole seconds from 1s to 168h, such as 60s, 5m or 2h", "How long to publish.");
    static final Setting RATE =
            flag("--rate", "a number from 0.1 to 1000000, or 0 for no limit", "Users per second at most.");
    static final Setting NAT = flag(
            "--nat",
            "of AU, BR, CA, CH, DE, DK, ES, FI, FR, GB, IE, IN, IR, MX, NL, NO, NZ, RS, TR, UA, US, with commas between"
                    + " them",
            "Only users of these nationalities.");
    static final Setting SEED = flag(
            "--seed",
            "1 to 64 letters, but not 18",
            "Which users: the same seed, `--nat` and `--users` give the same ones; by default the run's id.");
    static final Setting RUN_ID =
            flag("--run-id", RunId.ALLOWED_TEXT, "The run; one that exists is run again. By default a new one.");
    static final Setting API_URL =
            flag("--api-url", "an http(s) URL", "A server that speaks the Random User API, instead of the fake API.");
    static final Setting RECORDED = flag(
            "--recorded", "a folder that is there", "Captured responses that the fake API serves instead of its own.");
    static final Setting STORES = flag(
            "--stores",
            "of cassandra, postgres, mysql, each once, with commas between them",
            "Databases that users are stored in; by default cassandra,postgres. mysql starts a MariaDB.");
    static final Setting RECORD_FORMAT = flag(
            "--record-format",
            "json, json-schema, avro or protobuf",
            "How users are written to the users topic; by default as JSON.");
    static final Setting REPORT = flag(
            "--report",
            WritableFile.ALLOWED_TEXT,
            "Write a page of the audited run to this file: figures, charts and data quality, as HTML.");
    static final Setting DATA = flag(
            "--data",
            "a folder, or where one can be made",
            "Where everything is stored; by default `data` and `checkpoints` in the checkout.");
    static final Setting PORTS = flag(
            "--ports", "standard or free", "Where the servers listen: Kafka at 9092 and so on, or wherever is free.");
    static final Setting SOURCE = Setting.variable(
            "the users' source", null, "", "one of --api-url, --live and --recorded, or none of them", "");
    static final Setting LIVE = either("--live", "Users of randomuser.me, within its published limits.");
    static final Setting STAY = either("--stay", "Keep the servers up after the run until Ctrl-C.");
    static final Setting PORT =
            flag("--port", "a number from 1 to 65535", "Where Airflow's UI is, instead of 8080 or a free port.");
    static final Setting NO_AIRFLOW = either("--no-airflow", "Run the same tasks without Airflow.");
    static final Setting NO_STREAM =
            either("--no-stream", "Start no stream: the run starts a Spark of its own, which stores it.");
    static final Setting METRICS =
            either("--metrics", "Serve figures of the servers and the stream for Prometheus; the summary says where.");

    /** The flags, in the order in which the help lists them. */
    static final List<Setting> FLAGS = List.of(
            USERS,
            DURATION,
            RATE,
            NAT,
            SEED,
            RUN_ID,
            API_URL,
            LIVE,
            RECORDED,
            STORES,
            RECORD_FORMAT,
            REPORT,
            STAY,
            DATA,
            PORTS,
            PORT,
            NO_AIRFLOW,
            NO_STREAM,
            METRICS);

    /**
     * What the flags say.
     *
     * @param reader gives their values under their own names
     * @param ownRunId the id of a run that was given none
     * @throws InvalidSettingsException with all that is wrong with them
     */
    static RunOptions of(SettingsReader reader, RunId ownRunId) {
        Optional<Duration> duration = reader.converted(DURATION, RunOptions::duration);
        Optional<Long> users = reader.converted(USERS, text -> within(Long.parseLong(text), MAX_USERS));
        RunOptions options = new RunOptions(
                reader.converted(RUN_ID, RunId::new).orElse(ownRunId),
                users,
                duration,
                reader.converted(RATE, RunOptions::rate),
                reader.converted(NAT, RunOptions::nationalities).orElse(List.of()),
                reader.converted(SEED, text -> matching(text, "(?!.{18}$)[A-Za-z]{1,64}")),
                source(reader),
                reader.converted(STORES, RunOptions::stores).orElse(RunManifest.DEFAULT_STORES),
                reader.converted(RECORD_FORMAT, text -> matching(text, "json|json-schema|avro|protobuf")),
                reader.converted(REPORT, WritableFile::of),
                reader.converted(DATA, RunOptions::newFolder),
                reader.converted(PORTS, text -> matching(text, "standard|free"))
                        .filter("free"::equals)
                        .isPresent(),
                reader.converted(PORT, text -> (int) within(Integer.parseInt(text), LAST_PORT)),
                !reader.trueOrFalse(NO_AIRFLOW),
                !reader.trueOrFalse(NO_STREAM),
                reader.trueOrFalse(METRICS),
                reader.trueOrFalse(STAY));
        reader.done();
        return options;
    }

    /** Whether it is over before the servers' second compiler has paid. */
    boolean isBrief() {
        return !stay
                && usersAskedFor()
                        .filter(number -> number <= MAX_USERS_OF_BRIEF_RUN)
                        .isPresent();
    }

    /** How many users the source must have at least; empty where time alone bounds the run. */
    Optional<Long> usersAskedFor() {
        return users.or(() -> duration.isPresent() ? Optional.empty() : Optional.of(DEFAULT_USERS));
    }

    /** Where each server listens. */
    Ports ports() {
        Ports plain = freePorts ? Ports.free() : Ports.standard();
        Ports ports = metrics ? plain.withMetrics() : plain;
        return port.map(number -> ports.with(PortName.AIRFLOW, number)).orElse(ports);
    }

    private static UserSource source(SettingsReader reader) {
        List<String> given = new ArrayList<>();
        List<UserSource> sources = new ArrayList<>();
        if (reader.optionalText(API_URL).isPresent()) {
            given.add(API_URL.flag());
            reader.converted(API_URL, RunOptions::httpUrl)
                    .map(UserSource.Elsewhere::new)
                    .ifPresent(sources::add);
        }
        if (reader.trueOrFalse(LIVE)) {
            given.add(LIVE.flag());
            sources.add(new UserSource.Elsewhere(LIVE_URL));
        }
        if (reader.optionalText(RECORDED).isPresent()) {
            given.add(RECORDED.flag());
            reader.converted(RECORDED, RunOptions::folder)
                    .map(UserSource.Recorded::new)
                    .ifPresent(sources::add);
        }
        if (given.size() > 1) {
            Problem problem = new Problem(SOURCE, String.join(", ", given));
            reader.group(() -> {
                throw new InvalidSettingsException(List.of(problem));
            });
        }
        return sources.isEmpty() ? new UserSource.MadeUp() : sources.get(0);
    }

    private static Duration duration(String text) {
        Duration duration = SettingsReader.toDuration(text);
        if (!duration.equals(Duration.ofSeconds(duration.toSeconds()))
                || duration.compareTo(MIN_DURATION) < 0
                || duration.compareTo(MAX_DURATION) > 0) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }

    private static long within(long number, long most) {
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(Long.toString(number));
        }
        return number;
    }

    private static double rate(String text) {
        double rate = Double.parseDouble(text);
        if (rate != 0 && !(rate >= SLOWEST && rate <= FASTEST)) {
            throw new IllegalArgumentException(text);
        }
        return rate;
    }

    private static List<String> nationalities(String text) {
        List<String> codes = List.of(text.toUpperCase(Locale.ROOT).split(",", -1)).stream()
                .map(String::strip)
                .toList();
        if (!NATIONALITIES.containsAll(codes)) {
            throw new IllegalArgumentException(text);
        }
        return codes;
    }

    private static List<String> stores(String text) {
        List<String> names =
                Stream.of(text.split(",", -1)).map(String::strip).distinct().toList();
        if (!SERVED_STORES.containsAll(names) || names.size() < text.split(",", -1).length) {
            throw new IllegalArgumentException(text);
        }
        return names;
    }

    private static String matching(String text, String pattern) {
        if (!text.matches(pattern)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static URI httpUrl(String text) {
        URI url = URI.create(text);
        if (url.getHost() == null || !Set.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException(text);
        }
        return url;
    }

    private static Path folder(String text) {
        Path folder = Path.of(text).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(text);
        }
        return folder;
    }

    private static Path newFolder(String text) {
        Path folder = Path.of(text).toAbsolutePath().normalize();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException(text);
        }
        return folder;
    }

    private static Setting flag(String name, String allowed, String description) {
        return Setting.flagOnly(name, null, allowed, description);
    }

    private static Setting either(String name, String description) {
        return Setting.flagOnly(name, "false", "true or false", description);
    }
}
