package io.userautomation.localstack.process;

import io.userautomation.localstack.StackException;
import java.io.IOException;

/** Sends a process the signals that Java has no method for. */
public final class Signals {
    private Signals() {}

    /** Sends {@code signal}, as in {@code STOP}, to a process, or with a minus to its group; nothing if that is gone. */
    public static void send(String signal, long pid) {
        // The shell's own kill: slim systems have no command of that name.
        ProcessBuilder kill = new ProcessBuilder(
                        "sh", "-c", "kill -s \"$1\" -- \"$2\"", "sh", signal, Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            int status = kill.start().waitFor();
            if (status != 0
                    && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
                throw new StackException("Process %s can't be sent SIG%s".formatted(pid, signal));
            }
        } catch (IOException e) {
            throw new StackException("Process %s can't be sent SIG%s: %s".formatted(pid, signal, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while sending process %s SIG%s".formatted(pid, signal), e);
        }
    }
}
