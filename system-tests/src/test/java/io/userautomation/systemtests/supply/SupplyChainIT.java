package io.userautomation.systemtests.supply;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import io.userautomation.systemtests.supply.DeniedVersions.Component;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Judges what is shipped by its bills of materials, and these by the jars. */
class SupplyChainIT {

    private static final List<String> MODULES = List.of(
            "producer-task",
            "schema-init",
            "spark-job",
            "audit-task",
            "dead-letter-task",
            "metrics-exporter",
            "local-stack",
            "fake-random-user-api");

    /** Within others' jars, classes and all, so that no bill lists them. */
    private static final Set<String> EMBEDDED = Set.of(
            "org.jctools:jctools-core",
            "commons-net:commons-net",
            "com.google.j2objc:j2objc-annotations",
            "org.spark-project.spark:unused");

    @Test
    void should_ship_no_version_with_a_known_vulnerability() throws IOException {
        // given
        Set<Component> shipped = new LinkedHashSet<>();
        for (String module : MODULES) {
            shipped.addAll(BillsOfMaterials.componentsOf(module));
        }

        // when
        List<String> problems = DeniedVersions.listed().problemsOf(shipped);

        // then
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void should_list_everything_that_a_fat_jar_says_it_holds(String module) throws IOException {
        // given
        Set<Component> listed = BillsOfMaterials.componentsOf(module);

        // when
        Set<Component> held = new LinkedHashSet<>();
        try (JarFile jar = new JarFile(Checkout.jar(module).toFile())) {
            for (JarEntry entry : jar.stream()
                    .filter(entry -> entry.getName().matches("META-INF/maven/.*/pom\\.properties"))
                    .toList()) {
                held.add(componentIn(jar, entry));
            }
        }

        // then
        assertThat(held)
                .filteredOn(component -> !EMBEDDED.contains(component.name())
                        && !component.name().equals("io.userautomation:" + module))
                .isNotEmpty()
                .isSubsetOf(listed);
    }

    @Test
    void should_list_every_jar_of_spark_home() throws Exception {
        // given
        Set<String> listed = BillsOfMaterials.checksumsOf("spark-job");

        // when
        Set<Path> unlisted = new LinkedHashSet<>();
        try (Stream<Path> jars = Files.list(Checkout.sparkHome().resolve("jars"))) {
            for (Path jar : jars.toList()) {
                byte[] checksum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
                if (!listed.contains(HexFormat.of().formatHex(checksum))) {
                    unlisted.add(jar.getFileName());
                }
            }
        }

        // then
        assertThat(listed).hasSizeGreaterThan(100);
        assertThat(unlisted).isEmpty();
    }

    private static Component componentIn(JarFile jar, JarEntry entry) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
            properties.load(in);
        }
        return new Component(
                properties.getProperty("groupId") + ":" + properties.getProperty("artifactId"),
                properties.getProperty("version"));
    }
}
