package io.userautomation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that nobody has chosen costs the jars that hold it nothing but their size. */
class UnchosenStoreIT {

    /** DriverManager loads all that are announced, whichever of them is asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"schema-init", "spark-job", "audit-task"})
    void should_announce_no_driver_of_a_store_that_is_chosen_by_few(String module) throws IOException {
        try (JarFile jar = new JarFile(Checkout.jar(module).toFile());
                InputStream announced = jar.getInputStream(jar.getEntry("META-INF/services/java.sql.Driver"))) {
            assertThat(jar.getEntry("org/mariadb/jdbc/Driver.class")).isNotNull();
            assertThat(new String(announced.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactly("org.postgresql.Driver");
        }
    }
}
