package io.userautomation.systemtests.faults;

import static io.userautomation.localstack.ServerKind.CASSANDRA;
import static io.userautomation.localstack.ServerKind.KAFKA;
import static io.userautomation.localstack.ServerKind.POSTGRES;
import static io.userautomation.localstack.ServerKind.SPARK_MASTER;
import static io.userautomation.localstack.ServerKind.SPARK_WORKER;

import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;

/** Twenty minutes of faults at random under a steady stream of users. */
@Tag("T18")
@Tag("faults-full")
class T18SoakIT {

    private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("faults.soak.minutes", 20));
    private static final int PER_SECOND = 200;
    private static final ServerKind[] SERVERS = {KAFKA, CASSANDRA, POSTGRES, SPARK_WORKER, SPARK_MASTER};
    private static final int MAX_OUTAGE_MILLIS = 20_000;
    private static final int MAX_PAUSE_MILLIS = 20_000;

    private OwnPipeline pipeline;
    private Random random;

    @Fault("soak: random faults under a steady stream of users")
    void should_lose_nothing_in_twenty_minutes_of_faults(FaultReport report) throws Exception {
        random = report.random();
        try (OwnPipeline laid = OwnPipeline.lay("t18_soak");
                UserLoad load = new UserLoad(laid, report.random());
                SupervisedDriver driver =
                        new SupervisedDriver(() -> laid.tasks().startDriver())) {
            pipeline = laid;
            load.start(PER_SECOND);
            long end = System.nanoTime() + LENGTH.toNanos();
            // when
            while (System.nanoTime() < end) {
                Thread.sleep(5_000 + random.nextInt(MAX_PAUSE_MILLIS));
                report.struck(fault(driver));
            }
            // then
            load.stop();
            Set<UUID> acknowledged = load.acknowledged();
            report.recovered(Waiting.untilStored(pipeline, acknowledged));
            driver.ends().forEach(said -> System.err.println("a driver ended: " + said));
            int twice = pipeline.users().ids().size()
                    - pipeline.users().distinctIds().size();
            report.counted(pipeline.account(acknowledged).withDuplicates(twice));
        }
    }

    /** Injects one; says which, when it is over. */
    private String fault(SupervisedDriver driver) throws InterruptedException {
        int outage = 1_000 + random.nextInt(MAX_OUTAGE_MILLIS);
        switch (random.nextInt(4)) {
            case 0 -> {
                driver.current().kill();
                return "driver killed";
            }
            case 1 -> {
                driver.current().terminate();
                return "driver terminated";
            }
            case 2 -> {
                Server server = server();
                server.pause();
                Thread.sleep(outage);
                server.resume();
                return "%s stopped for %d ms".formatted(server.kind().title(), outage);
            }
            default -> {
                Server server = server();
                server.kill();
                Thread.sleep(outage);
                server.restart();
                return "%s killed, away for %d ms".formatted(server.kind().title(), outage);
            }
        }
    }

    private Server server() {
        return pipeline.stack().server(SERVERS[random.nextInt(SERVERS.length)]);
    }
}
