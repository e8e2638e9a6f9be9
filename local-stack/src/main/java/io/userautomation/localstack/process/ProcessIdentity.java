package io.userautomation.localstack.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process, beyond its number, which the system uses again: also when it was started.
 *
 * @param pid its number
 * @param started on Linux the boot's id and the clock ticks since then, elsewhere the start as an instant; only ever
 *     compared
 */
public record ProcessIdentity(long pid, String started) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /** Place of the start time in /proc/PID/stat, counted from the process state that follows the name. */
    private static final int START_TIME = 19;

    private static final String ZOMBIE = "Z";

    /** The identity of a process that is alive now; one that has ended and only waits to be taken note of is not. */
    public static Optional<ProcessIdentity> of(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(ProcessIdentity::started)
                .map(started -> new ProcessIdentity(pid, started));
    }

    /** The process itself, if it still runs; empty if it ended, or its number is another process' now. */
    public Optional<ProcessHandle> alive() {
        return of(pid).filter(this::equals).flatMap(same -> ProcessHandle.of(pid));
    }

    private static Optional<String> started(ProcessHandle process) {
        try {
            if (Files.exists(BOOT_ID)) {
                String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
                // The name stands in parentheses and may itself hold spaces and parentheses.
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                return fields[0].equals(ZOMBIE)
                        ? Optional.empty()
                        : Optional.of(Files.readString(BOOT_ID).strip() + ":" + fields[START_TIME]);
            }
            return process.info().startInstant().map(Object::toString);
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
