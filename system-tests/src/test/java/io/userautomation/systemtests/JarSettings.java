package io.userautomation.systemtests;

import io.userautomation.commandline.settings.Setting;
import io.userautomation.localstack.Checkout;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that a jar has, read from its classes. */
public final class JarSettings {

    /** Of the modules below the tasks, which every task's jar holds as far as it needs them. */
    private static final Pattern SHARED =
            Pattern.compile("io\\.userautomation\\.(commandline|model|kafka|stores)\\..*");

    /** Of modules with a jar of their own, which others hold, too, for the names that they had there. */
    private static final Map<String, String> OWNED = Map.of(
            "dead-letter-task", "io.userautomation.deadletters.",
            "fake-random-user-api", "io.userautomation.randomuser.");

    private static final Pattern SERVERS = Pattern.compile("(KAFKA|CASSANDRA|POSTGRES|MYSQL|SCHEMA_REGISTRY)_.*");

    private JarSettings() {}

    /** The constants of a jar's own classes. */
    static List<Setting> of(String module) throws Exception {
        return in(
                module,
                name -> !SHARED.matcher(name).matches()
                        && OWNED.entrySet().stream()
                                .noneMatch(
                                        owned -> !owned.getKey().equals(module) && name.startsWith(owned.getValue())));
    }

    /** Those of the classes that it shares with others. */
    static List<Setting> sharedIn(String module) throws Exception {
        return in(module, SHARED.asMatchPredicate());
    }

    /** All that there are, in whichever jar. */
    static List<Setting> ofAllJars() throws Exception {
        List<Setting> settings = new ArrayList<>(sharedIn("schema-init"));
        for (String module : ConfigurationReferenceIT.MODULES) {
            settings.addAll(of(module));
        }
        return settings;
    }

    /** A shell in which each variable that any jar reads is set to what none can use. */
    static Map<String, String> hostileShell() throws Exception {
        Map<String, String> shell = new HashMap<>();
        ofAllJars().stream()
                .filter(setting -> !setting.isFlagOnly())
                .flatMap(setting -> Stream.of(setting.variable(), setting.variable() + "_FILE"))
                .forEach(variable -> shell.put(variable, "of/the/shell; and wrong"));
        return shell;
    }

    /** Of the variables that tell of the servers, those which no task has as a setting. */
    public static List<String> unknownAmong(Collection<String> variables) throws Exception {
        Set<String> known = sharedIn("schema-init").stream()
                .flatMap(setting -> Stream.of(setting.variable(), setting.variable() + "_FILE"))
                .collect(Collectors.toSet());
        return variables.stream()
                .filter(SERVERS.asMatchPredicate())
                .filter(variable -> !known.contains(variable))
                .toList();
    }

    private static List<Setting> in(String module, Predicate<String> isWanted) throws Exception {
        Path jar = Checkout.jar(module);
        List<Setting> settings = new ArrayList<>();
        ClassLoader ours = Setting.class.getClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ours)) {
            for (String name : classNames(jar, isWanted)) {
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
    private static List<String> classNames(Path jar, Predicate<String> isWanted) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                String name = entry.getName().replaceFirst("\\.class$", "").replace('/', '.');
                if (name.startsWith("io.userautomation.") && isWanted.test(name) && mentionsSetting(file, entry)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static boolean mentionsSetting(JarFile file, JarEntry entry) throws IOException {
        try (InputStream bytes = file.getInputStream(entry)) {
            return new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .contains("Lio/userautomation/commandline/settings/Setting;");
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
