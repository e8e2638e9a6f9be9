package io.userautomation.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {
    @Test
    void should_put_each_value_into_its_place() {
        String text = Template.named("any")
                .with("port", 9092)
                .with("folder", "/a b/$1")
                .render("@folder@:@port@ x@y");

        assertThat(text).isEqualTo("/a b/$1:9092 x@y");
    }

    @Test
    void should_refuse_a_place_without_a_value() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.named("any.yaml").render("port: @port@"))
                .withMessage("any.yaml asks for @port@");
    }

    @Test
    void should_refuse_a_value_without_a_place() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.named("any.yaml").with("port", 1).render("port: 9092"))
                .withMessage("any.yaml has no place for [port]");
    }

    @Test
    void should_write_a_resource_under_its_own_name(@TempDir Path folder) throws IOException {
        Path file =
                Template.named("postgres/postgresql.conf").with("port", 5433).writeTo(folder.resolve("postgres"));

        assertThat(file).isEqualTo(folder.resolve("postgres/postgresql.conf"));
        assertThat(Files.readString(file)).contains("port = 5433").doesNotContain("@");
    }
}
