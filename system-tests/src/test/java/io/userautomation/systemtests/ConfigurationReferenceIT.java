package io.userautomation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.contract.settings.Setting;
import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** Keeps docs/configuration.md equal to the code: every {@link Setting} constant of every jar is a row of it. */
class ConfigurationReferenceIT {

    private static final List<String> MODULES =
            List.of("schema-init", "producer-task", "spark-job", "audit-task", "local-stack");
    private static final String START =
            "<!-- What follows is compared with the code by ConfigurationReferenceIT. -->\n";

    @Test
    void should_document_every_setting_of_every_jar() throws Exception {
        // given
        StringBuilder expected = new StringBuilder();
        expected.append(section("Shared by all jars", "io.userautomation.contract.", "producer-task"));
        for (String module : MODULES) {
            expected.append(section(module, "io.userautomation.", module));
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

    private static String section(String title, String packages, String module) throws Exception {
        List<Setting> settings = settings(packages, module);
        assertThat(settings).as("settings of " + module).isNotEmpty();
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

    /** The constants of the jar's classes in these packages, but the contract's only where it is asked for. */
    private static List<Setting> settings(String packages, String module) throws Exception {
        Path jar = Checkout.jar(module);
        List<Setting> settings = new ArrayList<>();
        ClassLoader ours = Setting.class.getClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ours)) {
            for (String name : classNames(jar, packages)) {
                settings.addAll(constants(Class.forName(name, false, loader)));
            }
        }
        return settings.stream()
                .filter(setting -> !setting.variable().contains(" "))
                .distinct()
                .sorted(Comparator.comparing(Setting::variable))
                .toList();
    }

    /** Those that mention the type; a class is only loaded, never run, so Spark's jars need not be there. */
    private static List<String> classNames(Path jar, String packages) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                String name = entry.getName().replaceFirst("\\.class$", "").replace('/', '.');
                boolean contract = name.startsWith("io.userautomation.contract.");
                if (name.startsWith(packages)
                        && contract == packages.contains("contract")
                        && mentionsSetting(file, entry)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static boolean mentionsSetting(JarFile file, JarEntry entry) throws IOException {
        try (InputStream bytes = file.getInputStream(entry)) {
            return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .contains("Lio/userautomation/contract/settings/Setting;");
        }
    }

    private static List<Setting> constants(Class<?> type) throws IllegalAccessException {
        List<Setting> constants = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            // A private one is a variant of another for some message.
            if (Modifier.isStatic(modifiers) && !Modifier.isPrivate(modifiers) && field.getType() == Setting.class) {
                field.setAccessible(true);
                constants.add((Setting) field.get(null));
            }
        }
        return constants;
    }
}
