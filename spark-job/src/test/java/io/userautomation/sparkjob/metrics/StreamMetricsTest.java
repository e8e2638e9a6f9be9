package io.userautomation.sparkjob.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.io.File;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether there are metrics at all. */
class StreamMetricsTest {

    private static final String LIBRARY = "prometheus-metrics-";

    @Test
    void should_need_no_class_of_the_library_unless_asked_to_serve() throws Exception {
        try (URLClassLoader without =
                new URLClassLoader(classPathWithoutLibrary(), ClassLoader.getPlatformClassLoader())) {
            // when
            Object none = of(without, Optional.empty());
            // then
            assertThat(none.getClass().getClassLoader()).isSameAs(without);
            none.getClass().getMethod("lag", String.class, Optional.class).invoke(none, "cassandra", Optional.of(1L));
            none.getClass().getMethod("written", String.class, List.class).invoke(none, "cassandra", List.of());
            assertThatThrownBy(() -> of(without, Optional.of(1)))
                    .as("a class path on which the library would be missed")
                    .hasRootCauseInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void should_end_with_status_2_where_the_port_is_taken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MetricsSettings settings = new MetricsSettings(Optional.of(taken.getLocalPort()), "127.0.0.1");
            assertThatThrownBy(() -> StreamMetrics.of(settings, List.of("cassandra"), List.of()))
                    .isInstanceOfSatisfying(
                            TaskException.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.BAD_SETTINGS))
                    .hasMessageEndingWith(
                            "(Address already in use): set METRICS_ADDRESS to an address of this machine, METRICS_PORT to a"
                                    + " free port");
        }
    }

    /** As {@link StreamMetrics#of} says it, by the classes of this loader. */
    private static Object of(ClassLoader loader, Optional<Integer> port) throws Exception {
        Class<?> settings = loader.loadClass(MetricsSettings.class.getName());
        return loader.loadClass(StreamMetrics.class.getName())
                .getMethod("of", settings, List.class, List.class)
                .invoke(
                        null,
                        settings.getConstructor(Optional.class, String.class).newInstance(port, "127.0.0.1"),
                        List.of("cassandra"),
                        List.of());
    }

    private static URL[] classPathWithoutLibrary() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> !entry.getFileName().toString().startsWith(LIBRARY))
                .map(StreamMetricsTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
