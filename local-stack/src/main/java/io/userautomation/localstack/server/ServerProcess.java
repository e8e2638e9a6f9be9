package io.userautomation.localstack.server;

import io.userautomation.localstack.Server;
import io.userautomation.localstack.ServerKind;
import io.userautomation.localstack.StackException;
import io.userautomation.localstack.process.Launcher;
import io.userautomation.localstack.process.LogFile;
import io.userautomation.localstack.process.PidFile;
import io.userautomation.localstack.process.ProcessEnd;
import io.userautomation.localstack.process.ProcessIdentity;
import io.userautomation.localstack.process.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server's process from its start to its end, the same for all kinds. */
public final class ServerProcess implements Server {
    /** A loaded machine may take several times what an idle one does, up to a minute; a server that dies is noticed at once. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final Duration STOP = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 100;
    private static final int LINES_SHOWN = 15;

    private final ServerSetup setup;
    private final StackPlace place;
    private final PidFile pidFile;
    private volatile Process process;

    public ServerProcess(ServerSetup setup, StackPlace place) {
        this.setup = setup;
        this.place = place;
        this.pidFile = new PidFile(place.pidFile(setup.kind()));
    }

    /** Starts it and waits until it answers. */
    public synchronized void start() {
        LogFile log = LogFile.fromNow(log());
        try {
            setup.prepare(log);
            launch(log);
            awaitReady(log);
        } catch (IOException e) {
            throw new StackException("%s can't be started: %s".formatted(kind().title(), e.getMessage()), e);
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while starting " + kind().title(), e);
        }
    }

    private void launch(LogFile log) throws IOException {
        Command command = setup.command();
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()))
                .directory(place.folder(kind()).toFile());
        command.giveEnvironment(builder.environment());
        process = Launcher.start(builder, setup.deathSignal(), command.through());
        ProcessIdentity.of(process.pid()).ifPresent(pidFile::write);
    }

    private void awaitReady(LogFile log) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (!setup.isReady(log)) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                pidFile.delete();
                throw failure("ended with status %s while starting".formatted(process.exitValue()), log);
            }
            if (System.nanoTime() > end) {
                kill();
                throw failure("did not answer within %s s of its start".formatted(START.toSeconds()), log);
            }
        }
    }

    private StackException failure(String what, LogFile log) {
        return new StackException("%s %s; its log is %s and ends:%n%s"
                .formatted(
                        kind().title(),
                        what,
                        log.path(),
                        String.join(System.lineSeparator(), log.lastLines(LINES_SHOWN))));
    }

    /** The environment variables that point a task at this server. */
    public Map<String, String> environment() {
        return setup.environment();
    }

    @Override
    public ServerKind kind() {
        return setup.kind();
    }

    @Override
    public int port() {
        return place.port(kind().ports().get(0));
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public Path log() {
        return place.log(kind());
    }

    @Override
    public synchronized void stop() {
        if (isRunning()) {
            ProcessHandle handle = process.toHandle();
            List<ProcessHandle> children =
                    setup.tellsChildrenToEnd() ? handle.children().toList() : List.of();
            ProcessEnd.stop(handle, children, setup.endSignal(), STOP);
        }
        pidFile.delete();
    }

    @Override
    public synchronized void kill() {
        if (isRunning()) {
            ProcessEnd.kill(process.toHandle());
        }
        pidFile.delete();
    }

    @Override
    public synchronized void restart() {
        stop();
        start();
    }

    @Override
    public synchronized void pause() {
        signalAll("STOP");
    }

    @Override
    public synchronized void resume() {
        signalAll("CONT");
    }

    /** A server may be many processes: PostgreSQL has one for each session, made by the first. */
    private void signalAll(String name) {
        Signals.send(name, process.pid());
        process.descendants().forEach(child -> Signals.send(name, child.pid()));
    }
}
