package io.userautomation.localstack.server;

import io.userautomation.commandline.NeutralFormats;
import io.userautomation.localstack.process.FirstCompiler;
import io.userautomation.localstack.process.InheritedVariables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What to run for a server.
 *
 * @param through a command that becomes the server, as {@code unshare} does; mostly empty
 * @param words the program and its arguments
 * @param environment variables to add to the inherited ones
 * @param inheritsAll whether it inherits all of this JVM's environment, not only what says how this machine's programs run
 */
record Command(List<String> through, List<String> words, Map<String, String> environment, boolean inheritsAll) {
    Command {
        through = List.copyOf(through);
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    static Command of(String... words) {
        return new Command(List.of(), List.of(words), Map.of(), false);
    }

    /** A main class on this JVM's own Java, with JVM options from a file. */
    static Command java(Path options, String classPath, String mainClass, String... arguments) {
        List<String> words = java(options);
        words.addAll(List.of("-cp", classPath, mainClass));
        words.addAll(List.of(arguments));
        return new Command(List.of(), words, Map.of(), false);
    }

    /** A jar that names its main class, with JVM options from a file. */
    static Command jar(Path options, Path jar, String... arguments) {
        List<String> words = java(options);
        words.addAll(List.of("-jar", jar.toString()));
        words.addAll(List.of(arguments));
        return new Command(List.of(), words, Map.of(), false);
    }

    Command through(List<String> through) {
        return new Command(through, words, environment, inheritsAll);
    }

    Command environment(Map<String, String> variables) {
        return new Command(through, words, variables, inheritsAll);
    }

    /** For what installs something, which a person may have told how: by which mirror, with which certificates. */
    Command inheritingAll() {
        return new Command(through, words, environment, true);
    }

    /** @param variables those of this JVM, which become those of the command */
    void giveEnvironment(Map<String, String> variables) {
        if (!inheritsAll) {
            InheritedVariables.retainThisMachines(variables);
        }
        variables.putAll(environment);
    }

    private static List<String> java(Path options) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FirstCompiler.options());
        // Kafka names its files by numbers, in the digits of the language.
        words.addAll(NeutralFormats.JAVA_OPTIONS);
        words.add("@" + options);
        return words;
    }
}
