package io.userautomation.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JvmErrorsTest {

    /** As zstd's and snappy's are where the temporary folder is mounted noexec: at the first use, and at each later one. */
    static Stream<Error> ofNativeLibraries() {
        UnsatisfiedLinkError first = new UnsatisfiedLinkError("/tmp/libzstd.so: failed to map segment");
        ExceptionInInitializerError told =
                new ExceptionInInitializerError("Exception java.lang.UnsatisfiedLinkError: /tmp/libzstd.so: failed");
        NoClassDefFoundError later = new NoClassDefFoundError("Could not initialize class com.example.Zstd");
        later.initCause(told);
        return Stream.of(first, new ExceptionInInitializerError(first), later);
    }

    @ParameterizedTest
    @MethodSource("ofNativeLibraries")
    void should_say_which_folder_lets_no_library_be_loaded_and_what_to_set(Error error) {
        assertThat(JvmErrors.sentence(error))
                .startsWith("UnsatisfiedLinkError: /tmp/libzstd.so: failed")
                .contains(
                        "java.io.tmpdir (%s)".formatted(System.getProperty("java.io.tmpdir")),
                        "-Djava.io.tmpdir=FOLDER");
    }
}
