package io.userautomation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.localstack.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps docs/configuration.md equal to the code: every {@link Setting} constant of every jar is a row of it. */
class ConfigurationReferenceIT {

    static final List<String> MODULES = List.of(
            "schema-init",
            "producer-task",
            "spark-job",
            "audit-task",
            "dead-letter-task",
            "metrics-exporter",
            "fake-random-user-api",
            "local-stack");
    private static final String START =
            "<!-- What follows is compared with the code by ConfigurationReferenceIT. -->\n";

    @Test
    void should_document_every_setting_of_every_jar() throws Exception {
        // given
        StringBuilder expected = new StringBuilder();
        expected.append(section("Shared by all jars", JarSettings.sharedIn("schema-init")));
        for (String module : MODULES) {
            expected.append(section(module, JarSettings.of(module)));
        }
        // when
        Path document = Checkout.find().root().resolve("docs/configuration.md");
        String written = Files.readString(document);
        // then
        Path wanted = Files.writeString(Path.of("target", "configuration.md"), before(written) + expected);
        assertThat(written)
                .as("docs/configuration.md is not what the code says; %s is", wanted.toAbsolutePath())
                .isEqualTo(Files.readString(wanted));
    }

    private static String before(String document) {
        int start = document.indexOf(START);
        return start < 0 ? START : document.substring(0, start) + START;
    }

    private static String section(String title, List<Setting> settings) {
        assertThat(settings).as("settings of " + title).isNotEmpty();
        StringBuilder text = new StringBuilder("\n## " + title + "\n\n")
                .append("| variable | flag | default | unit | allowed | what it is |\n|---|---|---|---|---|---|\n");
        settings.forEach(setting -> text.append(row(setting)));
        return text.toString();
    }

    private static String row(Setting setting) {
        boolean flagOnly = setting.variable().startsWith("--");
        String variable = setting.secret()
                ? code(setting.variable()) + " or " + code(setting.variable() + "_FILE")
                : code(flagOnly ? null : setting.variable());
        return "| %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        variable,
                        code(flagOnly ? setting.variable() : setting.flag()),
                        code(setting.defaultValue()),
                        setting.unit(),
                        setting.allowed().replace("|", "\\|"),
                        setting.description());
    }

    private static String code(String text) {
        return text == null || text.isEmpty() ? "" : "`" + text + "`";
    }
}
