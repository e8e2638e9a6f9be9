package io.userautomation.commandline;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What ends a process although its work is sound: no memory, no stack, no class. Each as a sentence for a person. */
public final class JvmErrors {

    private static final long MEBIBYTE = 1024 * 1024;
    private static final int MAX_CAUSES = 50;

    /** Classes that every whole Java has. */
    private static final Pattern PLATFORM = Pattern.compile("(java|javax|jdk|sun|com/sun|org/ietf|org/w3c|org/xml)/");

    private JvmErrors() {}

    /** The error that {@code failure} is, or that one of its causes is. */
    public static Optional<Error> in(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(Error.class::isInstance)
                .map(Error.class::cast)
                .findFirst();
    }

    /** Whether the sentence alone leads to what is amiss: then a stack trace would only hide it. */
    static boolean saysEnough(Error error) {
        return error instanceof VirtualMachineError || nativeLibrary(error).isPresent() || isOfTrimmedJava(error);
    }

    private static boolean isOfTrimmedJava(Error error) {
        return error instanceof NoClassDefFoundError
                && PLATFORM.matcher(String.valueOf(error.getMessage())).lookingAt();
    }

    /** What happened, and which setting mends it; no message that could hold content. */
    static String sentence(Error error) {
        if (error instanceof OutOfMemoryError) {
            return memory(String.valueOf(error.getMessage()));
        }
        if (error instanceof StackOverflowError) {
            return "StackOverflowError: a thread's stack is full; raise -Xss in JAR_JVM_OPTIONS, or look for what is"
                    + " nested too deeply";
        }
        Optional<String> library = nativeLibrary(error);
        if (library.isPresent()) {
            return ("UnsatisfiedLinkError: %s; a native library can't be loaded: is java.io.tmpdir (%s) on a disk without"
                            + " room, or mounted noexec? -Djava.io.tmpdir=FOLDER in JAR_JVM_OPTIONS names another, for the"
                            + " Spark job in spark.driver.extraJavaOptions and spark.executor.extraJavaOptions")
                    .formatted(library.get(), System.getProperty("java.io.tmpdir"));
        }
        if (isOfTrimmedJava(error)) {
            return "NoClassDefFoundError: %s; this Java is a trimmed one that lacks a module: use a whole JDK or JRE, 17 or later"
                    .formatted(error.getMessage());
        }
        if (error instanceof LinkageError) {
            return "%s: %s; the jar is not whole, or not of one version: build it again with ./mvnw package -DskipTests"
                    .formatted(error.getClass().getSimpleName(), error.getMessage());
        }
        return error.getClass().getSimpleName() + ", which is a fault of the program or of the JVM";
    }

    /**
     * What the library's loading has failed with; empty for another error. Only the first use of a class that loads one ends with
     * it: later ones have it in their cause's words alone.
     */
    private static Optional<String> nativeLibrary(Error error) {
        String name = UnsatisfiedLinkError.class.getName();
        return Stream.<Throwable>iterate(error, each -> each != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .map(Throwable::toString)
                .filter(words -> error instanceof LinkageError && words.contains(name))
                .map(words ->
                        words.substring(words.indexOf(name) + name.length()).replaceFirst("^: ", ""))
                .findFirst();
    }

    /**
     * Ends the task for an error in a thread that it does not wait for: an executor would keep it to itself, and the task
     * would go on without what the thread was for.
     */
    public static void surface(Error error) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, error);
    }

    private static String memory(String reason) {
        if (reason.contains("thread")) {
            return "OutOfMemoryError: the system gives no more threads; raise the container's memory or its limit of"
                    + " processes";
        }
        if (reason.contains("direct buffer")) {
            return "OutOfMemoryError: the memory for buffers is full; raise -XX:MaxDirectMemorySize in JAR_JVM_OPTIONS";
        }
        if (reason.contains("Metaspace") || reason.contains("class space")) {
            return "OutOfMemoryError: the memory for classes is full; raise -XX:MaxMetaspaceSize in JAR_JVM_OPTIONS";
        }
        return ("OutOfMemoryError: the heap of %s MiB is full; raise -Xmx in JAR_JVM_OPTIONS, for the Spark job"
                        + " spark.driver.memory")
                .formatted(Runtime.getRuntime().maxMemory() / MEBIBYTE);
    }
}
