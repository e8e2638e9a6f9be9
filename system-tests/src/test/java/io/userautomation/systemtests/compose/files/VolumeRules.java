package io.userautomation.systemtests.compose.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** State lies in volumes that are declared, nothing is declared that holds no state, and nothing is mounted that the
 * checkout's umask may keep from its reader. */
final class VolumeRules {

    /** Not a folder of the host: those begin with a slash, a dot, a tilde or a variable. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][\\w.-]*");

    private VolumeRules() {}

    static List<String> problems(ComposeFile file) {
        List<String> problems = new ArrayList<>();
        file.configs().forEach((name, config) -> {
            if (!Tree.text(Tree.asMap(config), "file").isEmpty()) {
                problems.add(
                        "%s: config %s: is a file of the checkout, which nobody else may read where its umask is 077:"
                                        .formatted(file.name(), name)
                                + " write it as content");
            }
        });
        for (Service service : file.services()) {
            for (String path : boundBy(service)) {
                problems.add(
                        service.problem("mounts " + path + " of the host, which whoever runs in the container may not"
                                + " read: write it as content of configs, or copy it into an image"));
            }
            for (String volume : usedBy(service)) {
                if (!file.declaredVolumes().contains(volume)) {
                    problems.add(service.problem(
                            "uses the volume " + volume + ", which is not declared: add it to volumes"));
                }
            }
        }
        return problems;
    }

    /** An override may use another volume than the file that it overrides, so all are looked at together. */
    static List<String> unused(Collection<ComposeFile> files) {
        Set<String> used = files.stream()
                .flatMap(file -> file.services().stream())
                .flatMap(service -> usedBy(service).stream())
                .collect(Collectors.toSet());
        return files.stream()
                .flatMap(file -> file.declaredVolumes().stream()
                        .filter(volume -> !used.contains(volume))
                        .map(volume -> "%s: no service uses the volume %s: remove it".formatted(file.name(), volume)))
                .toList();
    }

    /** Folders and files of the host. */
    private static Set<String> boundBy(Service service) {
        Set<String> paths = new TreeSet<>();
        for (Object volume : Tree.list(service.definition(), "volumes")) {
            Map<String, Object> details = Tree.asMap(volume);
            String path = Tree.text(details, "type").equals("bind") ? Tree.text(details, "source") : source(volume);
            if (!path.isEmpty() && !NAME.matcher(path).matches()) {
                paths.add(path);
            }
        }
        return paths;
    }

    private static Set<String> usedBy(Service service) {
        return Tree.list(service.definition(), "volumes").stream()
                .map(VolumeRules::source)
                .filter(source -> NAME.matcher(source).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Empty for one without a name, as in {@code - /var/lib/data}. */
    private static String source(Object volume) {
        Map<String, Object> details = Tree.asMap(volume);
        if (!details.isEmpty()) {
            return Tree.text(details, "type").equals("volume") ? Tree.text(details, "source") : "";
        }
        String[] parts = volume.toString().split(":", 3);
        return parts.length < 2 ? "" : parts[0];
    }
}
