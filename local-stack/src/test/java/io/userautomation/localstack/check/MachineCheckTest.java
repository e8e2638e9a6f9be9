package io.userautomation.localstack.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.ServerKind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MachineCheckTest {
    private static final Set<ServerKind> ALL = EnumSet.complementOf(EnumSet.copyOf(ServerKind.ON_DEMAND));
    private static final Path FOLDER = Path.of("/data");

    @Test
    void should_be_content_with_java_17_six_gibibytes_of_memory_and_two_of_disk() {
        assertThat(MachineCheck.problems(ALL, 17, OptionalLong.of(6000), 2048, FOLDER))
                .isEmpty();
    }

    @Test
    void should_say_everything_that_is_missing_at_once() {
        assertThat(MachineCheck.problems(ALL, 21, OptionalLong.of(5999), 2047, FOLDER))
                .containsExactly(
                        "This is Java 21, and the servers need a JDK 17 (Cassandra runs on no newer one):"
                                + " point JAVA_HOME at one",
                        "The servers need about 6000 MiB of memory and 5999 MiB are available: close something first",
                        "The servers need 2048 MiB of disk and 2047 MiB are free at /data:"
                                + " make room, or name another folder");
    }

    @Test
    void should_ask_for_the_memory_of_the_wanted_servers_only() {
        assertThat(MachineCheck.problems(Set.of(ServerKind.POSTGRES), 17, OptionalLong.of(150), 2048, FOLDER))
                .isEmpty();
    }

    @Test
    void should_not_guess_where_the_system_does_not_tell_its_memory() {
        assertThat(MachineCheck.problems(ALL, 17, OptionalLong.empty(), 2048, FOLDER))
                .isEmpty();
    }
}
