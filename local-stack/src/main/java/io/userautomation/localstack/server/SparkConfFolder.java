package io.userautomation.localstack.server;

import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.process.FirstCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The settings of all Spark processes of a stack, in the folder that {@value #VARIABLE} names for them. Their shared secret
 * stands there in a file that only its owner may read: an argument could be read by everybody.
 */
final class SparkConfFolder {

    static final String VARIABLE = "SPARK_CONF_DIR";

    private static final String LOGGING = "log4j2.properties";

    private final StackPlace place;

    SparkConfFolder(StackPlace place) {
        this.place = place;
    }

    /** The secret is drawn once per data folder. */
    void prepare() throws IOException {
        Path folder = Files.createDirectories(path());
        Path defaults = Template.named("spark/spark-defaults.conf")
                .with(
                        "secret",
                        PrivateFile.keep(place.folder(ServerKind.SPARK_MASTER).resolve("secret"), Secret::key))
                .writePrivatelyTo(folder);
        if (!FirstCompiler.options().isEmpty()) {
            Template.named("spark/first-compiler.conf").appendTo(defaults);
        }
        if (place.ports().haveMetrics()) {
            Template.named("spark/metrics.conf").appendTo(defaults);
        }
        // A driver looks for it here instead of in SPARK_HOME.
        Path home = place.checkout().built(place.checkout().sparkHomeFolder(), "spark-job");
        Files.copy(home.resolve("conf").resolve(LOGGING), folder.resolve(LOGGING), StandardCopyOption.REPLACE_EXISTING);
    }

    Path path() {
        return place.folder(ServerKind.SPARK_MASTER).resolve("conf");
    }
}
