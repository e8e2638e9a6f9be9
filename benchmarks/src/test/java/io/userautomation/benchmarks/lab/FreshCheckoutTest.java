package io.userautomation.benchmarks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshCheckoutTest {

    @Test
    void should_bring_the_sources_with_nothing_built_and_leave_nothing(@TempDir Path folder) throws IOException {
        Path clone = folder.resolve("clone");
        try (FreshCheckout checkout = FreshCheckout.copy(clone);
                Stream<Path> files = Files.walk(clone)) {
            assertThat(checkout.folder()).isEqualTo(clone);
            assertThat(clone.resolve("script/run-local.sh")).isExecutable();
            assertThat(clone.resolve("mvnw")).isExecutable();
            assertThat(clone.resolve("benchmarks/pom.xml")).isRegularFile();
            assertThat(files).noneMatch(file -> file.endsWith("target"));
        }
        assertThat(clone).doesNotExist();
    }
}
