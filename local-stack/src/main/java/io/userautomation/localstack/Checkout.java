package io.userautomation.localstack;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's folder, where the build has left the servers' and the tasks' jars. */
public record Checkout(Path root) {
    /** System property that names the project's folder; the build sets it for tests. */
    public static final String ROOT_PROPERTY = "project.root";

    public Checkout {
        root = root.toAbsolutePath().normalize();
    }

    /** The folder that {@value #ROOT_PROPERTY} names, else the one that this class was built in. */
    public static Checkout find() {
        String property = System.getProperty(ROOT_PROPERTY);
        return new Checkout(property == null ? above(placeOfThisClass()) : Path.of(property));
    }

    /** A module's jar with all its dependencies in it, made by {@code ./mvnw package}. */
    public Path jarOf(String module) {
        return root.resolve(module).resolve("target").resolve(module + ".jar");
    }

    /** {@link #jarOf(String)} in this checkout. */
    public static Path jar(String module) {
        return find().jarOf(module);
    }

    /** The SPARK_HOME that spark-job's build assembles, in this checkout. */
    public static Path sparkHome() {
        return find().sparkHomeFolder();
    }

    public Path sparkHomeFolder() {
        return root.resolve("spark-job/target/spark-home");
    }

    /** Where {@code local-stack/servers/<name>} has put what its server consists of: {@code <...>/target/<part>}. */
    public Path serverFiles(String name, String part) {
        return root.resolve("local-stack/servers")
                .resolve(name)
                .resolve("target")
                .resolve(part);
    }

    /** {@code path}, if it is there; else an error that says which module's build makes it. */
    public Path built(Path path, String module) {
        if (!Files.exists(path)) {
            throw new StackException("%s is not there: build it with ./mvnw -pl %s -am package -DskipTests"
                    .formatted(root.relativize(path), module));
        }
        return path;
    }

    private static Path above(Path place) {
        for (Path folder = place; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("local-stack/servers")) && Files.exists(folder.resolve("pom.xml"))) {
                return folder;
            }
        }
        throw new StackException("%s lies in no checkout of user_automation: name its folder with -D%s=FOLDER"
                .formatted(place, ROOT_PROPERTY));
    }

    private static Path placeOfThisClass() {
        try {
            return Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new StackException("Where local-stack was built can't be told: " + e.getMessage(), e);
        }
    }
}
