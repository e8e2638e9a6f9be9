package io.userautomation.localstack.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory new processes can take without pushing others out, where the system says so (Linux). */
final class AvailableMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Path LIMIT = Path.of("/sys/fs/cgroup/memory.max");
    private static final Path USED = Path.of("/sys/fs/cgroup/memory.current");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
    private static final long MEBIBYTE = 1024 * 1024;

    private AvailableMemory() {}

    /** In MiB, of the machine or of the container, whichever is less; empty if the system does not say. */
    static OptionalLong mebibytes() {
        try {
            if (!Files.exists(MEMINFO)) {
                return OptionalLong.empty();
            }
            OptionalLong machine = ofMachine(Files.readString(MEMINFO));
            return Files.exists(LIMIT) && Files.exists(USED)
                    ? lesser(
                            machine,
                            ofContainer(
                                    Files.readString(LIMIT).strip(),
                                    Files.readString(USED).strip()))
                    : machine;
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong ofMachine(String meminfo) {
        Matcher line = AVAILABLE.matcher(meminfo);
        return line.find() ? OptionalLong.of(Long.parseLong(line.group(1)) / 1024) : OptionalLong.empty();
    }

    /** @param limit in bytes, or {@code max} for none */
    static OptionalLong ofContainer(String limit, String used) {
        return limit.equals("max")
                ? OptionalLong.empty()
                : OptionalLong.of((Long.parseLong(limit) - Long.parseLong(used)) / MEBIBYTE);
    }

    private static OptionalLong lesser(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }
}
