package io.userautomation.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What figures depend on: the machine and the versions. */
public final class Machine {

    private static final long MEBIBYTE = 1L << 20;

    private Machine() {}

    /** Names and values, to be read by people. */
    public static Map<String, String> describe() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("processor", firstOf("/proc/cpuinfo", "model name"));
        facts.put("memory", firstOf("/proc/meminfo", "MemTotal"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("java", System.getProperty("java.runtime.version"));
        facts.put("heap of this JVM", Runtime.getRuntime().maxMemory() / MEBIBYTE + " MiB");
        return facts;
    }

    private static String firstOf(String file, String name) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }
}
