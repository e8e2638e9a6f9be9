package io.userautomation.stores.cassandra.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationTest {

    @Test
    void should_list_every_migration_file_of_the_folder_in_order() throws IOException, URISyntaxException {
        Path folder = Path.of(getClass().getResource("migrations.list").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            long migrations = files.filter(file -> file.getFileName().toString().startsWith("V"))
                    .count();

            assertThat(Migration.all())
                    .hasSize((int) migrations)
                    .isSortedAccordingTo((a, b) -> Integer.compare(a.version(), b.version()));
        }
    }

    /** Ledgers out there hold these checksums: a change of a released file makes every later init fail. */
    @Test
    void should_keep_released_migrations_as_they_were() {
        List<Migration> migrations = Migration.all();

        assertThat(migrations).extracting(Migration::version).containsExactly(1);
        assertThat(migrations).extracting(Migration::description).containsExactly("create users table");
        assertThat(migrations)
                .extracting(Migration::checksum)
                .containsExactly("2692a157b1c9e0edce825c689c4f7f3ccc7d8a8fdda47337bcbb48791143c438");
    }
}
