package io.userautomation.systemtests.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks every few seconds at how much memory a project's containers take, until it is closed. */
final class MemoryWatch implements AutoCloseable {

    private static final long SECONDS = 5;

    /** As in {@code name 512.3MiB / 1GiB}. */
    private static final Pattern LINE = Pattern.compile("(\\S+) ([\\d.]+)([KMG]?i?B) / .*");

    private static final Map<String, Double> MEBIBYTES =
            Map.of("B", 1d / (1 << 20), "KiB", 1d / 1024, "MiB", 1d, "GiB", 1024d);

    private final DockerCommands docker;
    private final String label;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Double> peaks = new TreeMap<>();
    private final ScheduledFuture<?> looks;
    private double peak;

    MemoryWatch(DockerCommands docker, String label) {
        this.docker = docker;
        this.label = label;
        this.looks = clock.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            Map<String, Double> now = use();
            synchronized (peaks) {
                now.forEach((container, mebibytes) -> peaks.merge(container, mebibytes, Math::max));
                peak = Math.max(
                        peak,
                        now.values().stream().mapToDouble(Double::doubleValue).sum());
            }
        } catch (AssertionError goneMeanwhile) {
            // A container that was listed has ended since: the next look tells.
        }
    }

    private Map<String, Double> use() {
        Duration patience = Duration.ofMinutes(1);
        List<String> ids = docker.docker(patience, List.of("ps", "--quiet", "--filter", "label=" + label));
        Map<String, Double> use = new TreeMap<>();
        if (!ids.isEmpty()) {
            List<String> words =
                    new ArrayList<>(List.of("stats", "--no-stream", "--format", "{{.Name}} {{.MemUsage}}"));
            words.addAll(ids);
            for (String line : docker.docker(patience, words)) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    use.put(matcher.group(1), Double.parseDouble(matcher.group(2)) * MEBIBYTES.get(matcher.group(3)));
                }
            }
        }
        return use;
    }

    /** The most of all containers at one moment, in MiB. */
    long peak() {
        synchronized (peaks) {
            return Math.round(peak);
        }
    }

    /** The most of each container at any moment, in MiB, by its name. */
    Map<String, Long> peaks() {
        synchronized (peaks) {
            Map<String, Long> rounded = new TreeMap<>();
            peaks.forEach((container, mebibytes) -> rounded.put(container, Math.round(mebibytes)));
            return rounded;
        }
    }

    @Override
    public void close() {
        looks.cancel(true);
        clock.shutdown();
    }
}
