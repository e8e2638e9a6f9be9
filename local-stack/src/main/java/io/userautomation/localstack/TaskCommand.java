package io.userautomation.localstack;

import io.userautomation.localstack.process.InheritedVariables;
import io.userautomation.localstack.process.Launcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process to start: what it runs, with which variables and arguments. It inherits only what any program needs from
 * this JVM's environment (PATH, HOME and the like), so that a variable of the developer's shell decides no test.
 */
public final class TaskCommand {
    private final List<String> program;
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> programAfterOptions;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path workingFolder = Path.of("").toAbsolutePath();
    private boolean merged;

    TaskCommand(List<String> program, List<String> programAfterOptions) {
        this.program = List.copyOf(program);
        this.programAfterOptions = List.copyOf(programAfterOptions);
    }

    /** Adds variables. */
    public TaskCommand environment(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    public TaskCommand environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Leaves a variable out that was added before. */
    public TaskCommand without(String name) {
        environment.remove(name);
        return this;
    }

    /** Adds arguments. */
    public TaskCommand arguments(String... more) {
        return arguments(List.of(more));
    }

    public TaskCommand arguments(List<String> more) {
        arguments.addAll(more);
        return this;
    }

    /** Adds options of the JVM, as in {@code -Xmx256m}; only for a jar. */
    public TaskCommand jvmOptions(String... more) {
        if (programAfterOptions.isEmpty()) {
            throw new IllegalStateException("only a jar is run by a JVM: " + program);
        }
        jvmOptions.addAll(List.of(more));
        return this;
    }

    public TaskCommand workingFolder(Path folder) {
        workingFolder = folder;
        return this;
    }

    /** Sends stderr where stdout goes, as {@code 2>&1} does: both are in {@link Finished#stdout()} then. */
    public TaskCommand merged() {
        merged = true;
        return this;
    }

    public TaskProcess start() {
        List<String> words = new ArrayList<>(program);
        words.addAll(jvmOptions);
        words.addAll(programAfterOptions);
        words.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(workingFolder.toFile()).redirectErrorStream(merged);
        InheritedVariables.retain(builder.environment());
        builder.environment().putAll(environment);
        return new TaskProcess(Launcher.start(builder, "KILL"));
    }
}
