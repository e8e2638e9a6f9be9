package io.userautomation.localstack.server;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.util.Map;

/** The one worker of a Spark standalone cluster; its executors are its child processes. */
final class SparkWorkerServer implements ServerSetup {
    private final StackPlace place;
    private final SparkHome home;

    SparkWorkerServer(StackPlace place) {
        this.place = place;
        this.home = new SparkHome(place);
    }

    @Override
    public ServerKind kind() {
        return ServerKind.SPARK_WORKER;
    }

    @Override
    public void prepare(LogFile log) throws IOException {
        home.prepare(kind());
    }

    @Override
    public Command command() {
        return home.command(
                kind(),
                "org.apache.spark.deploy.worker.Worker",
                "spark://" + place.address(PortName.SPARK_MASTER),
                "--host",
                "127.0.0.1",
                "--webui-port",
                Integer.toString(place.port(PortName.SPARK_WORKER_UI)),
                "--cores",
                Integer.toString(place.worker().cores()),
                "--memory",
                place.worker().memoryMebibytes() + "m",
                "--work-dir",
                place.folder(kind()).resolve("work").toString());
    }

    @Override
    public boolean isReady(LogFile log) {
        return log.contains("Successfully registered with master");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }
}
