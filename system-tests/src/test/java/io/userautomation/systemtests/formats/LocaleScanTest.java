package io.userautomation.systemtests.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written is read somewhere: by an API, a shell, a person who copies it. So none of it is in a country's way. */
class LocaleScanTest {

    @Test
    void should_find_nothing_in_what_is_shipped_that_is_written_in_the_machines_language() throws IOException {
        // given
        Path root = Checkout.find().root();
        try (StandardJavaFileManager files =
                        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
                Stream<Path> all = Files.walk(root)) {
            List<Path> sources = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> root.relativize(file).toString().contains("src/main/java/"))
                    .toList();
            assertThat(sources).hasSizeGreaterThan(300);
            // when
            List<String> found = LocaleScan.of(files.getJavaFileObjectsFromPaths(sources));
            // then
            assertThat(found)
                    .as("write %%s for a whole number; else String.format(Locale.ROOT, …)")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"results=%d\".formatted(5)",
                "(\"a \" + \"%,d\").formatted(5)",
                "String.format(\"%.1f s\", 1.5)",
                "out.printf(\"%5.2f%%\", 1.5)",
                "String.format(\"%1$tY\", now)",
                "\"%S\".formatted(\"i\")",
                "name.toUpperCase()",
                "name.toLowerCase()",
                "DateTimeFormatter.ofPattern(\"yyyy\")",
                "NumberFormat.getInstance()",
                "new SimpleDateFormat(\"yyyy\")",
                "new DecimalFormat(\"0.0\")",
            })
    void should_find_what_gives_other_digits_or_letters_elsewhere(String expression) throws IOException {
        assertThat(LocaleScan.of(List.of(source(expression))))
                .singleElement()
                .asString()
                .contains(":1: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"results=%s, %x%n\".formatted(5, 5)",
                "String.format(Locale.ROOT, \"%.1f s\", 1.5)",
                "out.printf(Locale.ROOT, \"%d\", 5)",
                "name.toUpperCase(Locale.ROOT)",
                "DateTimeFormatter.ofPattern(\"yyyy\", Locale.ROOT)",
                "NumberFormat.getInstance(Locale.ROOT)",
                "spark.readStream().format(\"kafka\")",
            })
    void should_let_pass_what_is_the_same_everywhere(String expression) throws IOException {
        assertThat(LocaleScan.of(List.of(source(expression)))).isEmpty();
    }

    private static JavaFileObject source(String expression) {
        return new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return "class A { Object a = " + expression + "; }";
            }
        };
    }
}
