package io.userautomation.localstack.server;

import io.userautomation.localstack.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The SPARK_HOME that spark-job's build assembles, as the master and the worker run on it. */
final class SparkHome {
    private final StackPlace place;
    private final Path home;

    SparkHome(StackPlace place) {
        this.place = place;
        this.home = place.checkout().sparkHomeFolder();
    }

    /** Writes what both kinds of process read into their folder. */
    void prepare(ServerKind kind) throws IOException {
        Path folder = place.folder(kind);
        Files.createDirectories(folder);
        Template.named("spark/log4j2.properties").writeTo(folder);
        Template.named("spark/jvm.options").with("folder", folder).writeTo(folder);
    }

    Command command(ServerKind kind, String mainClass, String... arguments) {
        place.checkout().built(home, "spark-job");
        return Command.java(
                        place.folder(kind).resolve("jvm.options"), home.resolve("jars") + "/*", mainClass, arguments)
                .environment(environment(kind));
    }

    private Map<String, String> environment(ServerKind kind) {
        return Map.of(
                // The worker's executors run on the Java that this names.
                "JAVA_HOME",
                System.getProperty("java.home"),
                "SPARK_HOME",
                home.toString(),
                SparkConfFolder.VARIABLE,
                new SparkConfFolder(place).path().toString(),
                // Else it looks for the build folders of a checkout of Spark's.
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_LOCAL_IP",
                "127.0.0.1",
                "SPARK_LOCAL_DIRS",
                place.folder(kind).resolve("local").toString());
    }
}
