package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.localstack.Finished;
import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.localstack.network.TcpProxy;
import io.userautomation.systemtests.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** One database goes away in the middle of a batch, in one way or another, under a steady load; one driver sees it all. */
final class DatabaseAway implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(300);
    private static final Duration NETWORK_FAULT = Duration.ofSeconds(16);
    private static final int USERS_PER_SECOND = 150;

    /** Makes the batch that is struck last for longer than the strike. */
    private static final int BURST = 3_000;

    private final String away;
    private final String other;
    private final OwnPipeline direct;
    private final OwnPipeline pipeline;
    private final Server server;
    private final TcpProxy proxy;
    private final TaskProcess driver;

    private DatabaseAway(String away, OwnPipeline direct, OwnPipeline pipeline, Server server, TcpProxy proxy) {
        this.away = away;
        this.other = away.equals("cassandra") ? "postgres" : "cassandra";
        this.direct = direct;
        this.pipeline = pipeline;
        this.server = server;
        this.proxy = proxy;
        this.driver = pipeline.tasks().startDriver();
    }

    /** Starts the driver, which reaches this database through a proxy. */
    static DatabaseAway lay(String away) {
        OwnPipeline direct = OwnPipeline.lay("t04_" + away);
        Server server = direct.stack()
                .server(
                        switch (away) {
                            case "cassandra" -> ServerKind.CASSANDRA;
                            case "postgres" -> ServerKind.POSTGRES;
                            default -> throw new IllegalArgumentException(away);
                        });
        TcpProxy proxy = new TcpProxy(server.port());
        Map<String, String> variables = direct.tasks().environment();
        String variable = away.equals("cassandra") ? "CASSANDRA_CONTACT_POINTS" : "POSTGRES_URL";
        String address = variables.get(variable).replace(":" + server.port(), ":" + proxy.port());
        return new DatabaseAway(away, direct, direct.with(variable, address), server, proxy);
    }

    /** The server is killed and started again after so long. */
    void killed(FaultReport report, Duration time) throws Exception {
        strike(report, time, true, server::kill, server::restart);
    }

    void refused(FaultReport report) throws Exception {
        strike(report, NETWORK_FAULT, true, mode(TcpProxy.Mode.REFUSE), mode(TcpProxy.Mode.PASS));
    }

    void blackHoled(FaultReport report) throws Exception {
        strike(report, NETWORK_FAULT, true, mode(TcpProxy.Mode.BLACK_HOLE), mode(TcpProxy.Mode.PASS));
    }

    void delayed(FaultReport report) throws Exception {
        strike(report, NETWORK_FAULT, false, mode(TcpProxy.Mode.DELAY), mode(TcpProxy.Mode.PASS));
    }

    /** Nothing ends it but that the job notices. */
    void halfOpened(FaultReport report) throws Exception {
        strike(report, Duration.ZERO, false, this::loseServer, () -> {});
    }

    private Runnable mode(TcpProxy.Mode mode) {
        return () -> proxy.become(mode);
    }

    private void loseServer() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (proxy.halfOpen() == 0) {
            assertThat(System.nanoTime()).as("a connection to lose").isLessThan(end);
        }
    }

    /** @param silent whether nothing can reach the database meanwhile */
    private void strike(FaultReport report, Duration lasting, boolean silent, Runnable begin, Runnable end)
            throws Exception {
        try (UserLoad load = new UserLoad(pipeline, report.random())) {
            // given
            awaitStored(Set.copyOf(load.send(1)), away);
            load.start(USERS_PER_SECOND);
            int waits = waits();
            // when
            load.send(BURST);
            long batch = awaitBatch();
            begin.run();
            boolean inBatch = Files.notExists(commit(batch));
            long began = System.nanoTime();
            Set<UUID> earlier = load.acknowledged();
            TimeUnit.NANOSECONDS.sleep(lasting.toNanos() / 2);
            await("the fault hits a batch").atMost(PATIENCE).pollInterval(POLL).until(() -> waits() > waits);
            Set<UUID> meanwhile = without(load.acknowledged(), earlier);
            awaitStored(meanwhile, other);
            if (silent && server.isRunning()) {
                assertThat(stored(away)).doesNotContainAnyElementsOf(meanwhile);
            }
            TimeUnit.NANOSECONDS.sleep(Math.max(0, lasting.toNanos() - (System.nanoTime() - began)));
            end.run();
            long over = lasting.isZero() ? began : System.nanoTime();
            awaitStored(load.acknowledged(), away);
            report.recovered(Duration.ofNanos(System.nanoTime() - over));
            load.stop();
            // then
            awaitStored(load.acknowledged(), away);
            awaitStored(load.acknowledged(), other);
            report.struck("%s %d; %s got %,d users meanwhile"
                    .formatted(inBatch ? "in batch" : "behind batch", batch, other, meanwhile.size()));
            report.counted(direct.account(load.acknowledged()));
        }
        assertThat(driver.isRunning()).isTrue();
    }

    /** Waits until a batch for the database is being written. */
    private long awaitBatch() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        long batch = pipeline.lastCommit(away) + 1;
        while (Files.notExists(file("offsets", batch)) || Files.exists(commit(batch))) {
            assertThat(System.nanoTime()).as("a batch to strike").isLessThan(end);
            batch += Files.exists(commit(batch)) ? 1 : 0;
        }
        return batch;
    }

    private Path commit(long batch) {
        return file("commits", batch);
    }

    private Path file(String folder, long batch) {
        return pipeline.checkpoint(away).resolve(folder).resolve(Long.toString(batch));
    }

    /** How often the driver has begun to wait for the database. */
    private int waits() {
        assertThat(driver.isRunning()).as("the driver runs; " + driver.stderr()).isTrue();
        return (int) driver.stderr().stream()
                .filter(line -> line.contains("Waiting for a server sink=" + away))
                .count();
    }

    private void awaitStored(Set<UUID> users, String store) {
        await(store + " has all users").atMost(PATIENCE).pollInterval(POLL).until(() -> {
            assertThat(driver.isRunning())
                    .as("the driver runs; " + driver.stderr())
                    .isTrue();
            return stored(store).containsAll(users);
        });
    }

    private Set<UUID> stored(String store) throws SQLException {
        try (Databases databases = direct.databases()) {
            return store.equals("cassandra") ? databases.cassandraIds() : databases.postgresIds();
        }
    }

    private static Set<UUID> without(Set<UUID> all, Set<UUID> some) {
        Set<UUID> left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    @Override
    public void close() {
        try (direct;
                proxy;
                driver) {
            if (!server.isRunning()) {
                server.restart();
            }
            assertThat(proxy.accepted()).isPositive();
            driver.terminate();
            Finished finished = driver.await(PATIENCE);
            assertThat(finished.exitStatus()).as(finished.stderr()).isEqualTo(ExitStatus.INTERRUPTED.code());
        }
    }
}
