package io.userautomation.systemtests.compose.files;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory the services may take, in bytes. */
final class Memory {

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)([kmg]?)b?");
    private static final long KIB = 1024;

    private Memory() {}

    /** The limit of one container; 0 where there is none. */
    static long limit(Service service) {
        String limit = service.text("mem_limit");
        if (limit.isEmpty()) {
            limit = Tree.text(Tree.map(service.definition(), "deploy", "resources", "limits"), "memory");
        }
        return limit.isEmpty() ? 0 : bytes(limit);
    }

    /** Of all services that run at once, each as often as the file says; what prepares has ended by then. */
    static long sum(ComposeFile file) {
        Set<String> oneShots = file.oneShots();
        return file.services().stream()
                .filter(service -> !oneShots.contains(service.name()))
                .mapToLong(service -> replicas(service) * limit(service))
                .sum();
    }

    static List<String> problems(ComposeFile file, long most) {
        long sum = sum(file);
        return sum <= most
                ? List.of()
                : List.of("%s: the memory limits add up to %d MiB: lower some, until they are %d MiB at most"
                        .formatted(file.name(), sum / KIB / KIB, most / KIB / KIB));
    }

    private static long replicas(Service service) {
        String replicas = Tree.text(Tree.map(service.definition(), "deploy"), "replicas");
        return replicas.isEmpty() ? 1 : Long.parseLong(Variables.withDefaults(replicas));
    }

    private static long bytes(String text) {
        Matcher size = SIZE.matcher(Variables.withDefaults(text).toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException(text + " is no size of memory, as 512m is");
        }
        int thousands = "kmg".indexOf(size.group(2)) + 1;
        return (long)
                (Double.parseDouble(size.group(1)) * Math.pow(KIB, size.group(2).isEmpty() ? 0 : thousands));
    }
}
