package io.userautomation.localstack.server;

import io.userautomation.localstack.PortName;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.LogFile;
import java.io.IOException;
import java.util.Map;

/** The master of a Spark standalone cluster. */
final class SparkMasterServer implements ServerSetup {
    private final StackPlace place;
    private final SparkHome home;
    private final SparkConfFolder conf;

    SparkMasterServer(StackPlace place) {
        this.place = place;
        this.home = new SparkHome(place);
        this.conf = new SparkConfFolder(place);
    }

    @Override
    public ServerKind kind() {
        return ServerKind.SPARK_MASTER;
    }

    @Override
    public void prepare(LogFile log) throws IOException {
        home.prepare(kind());
        conf.prepare();
    }

    @Override
    public Command command() {
        return home.command(
                kind(),
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(place.port(PortName.SPARK_MASTER)),
                "--webui-port",
                Integer.toString(place.port(PortName.SPARK_MASTER_UI)));
    }

    @Override
    public boolean isReady(LogFile log) {
        boolean leads = log.contains("New state: ALIVE") || log.contains("Recovery complete");
        return leads && Answers.tcp(place.port(PortName.SPARK_MASTER));
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "SPARK_MASTER",
                "spark://" + place.address(PortName.SPARK_MASTER),
                "SPARK_HOME",
                place.checkout().sparkHomeFolder().toString(),
                SparkConfFolder.VARIABLE,
                conf.path().toString(),
                "SPARK_LOCAL_IP",
                "127.0.0.1");
    }
}
