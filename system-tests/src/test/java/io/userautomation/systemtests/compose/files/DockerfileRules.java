package io.userautomation.systemtests.compose.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Our images are built from pinned ones, in one and the same way, are readable for whom they run as, and do not run as root. */
final class DockerfileRules {

    private static final String BUILD_STAGE = "source";

    private static final Pattern COPY = Pattern.compile("^\\s*(?:COPY|ADD)\\s", Pattern.CASE_INSENSITIVE);
    private static final Pattern FROM_STAGE = Pattern.compile("--from=(\\S+)");

    private DockerfileRules() {}

    static List<String> problems(Dockerfile file) {
        List<String> problems = new ArrayList<>();
        if (file.stages().isEmpty()) {
            problems.add(file.name() + ": has no FROM");
            return problems;
        }
        Set<String> stages = file.stages().stream().map(Dockerfile.Stage::name).collect(Collectors.toSet());
        for (Dockerfile.Stage stage : file.stages()) {
            String base = resolved(stage.base(), file);
            if (!stages.contains(base) && !base.equals("scratch") && !ImageRules.isPinned(base)) {
                problems.add("%s: FROM %s is not pinned: name its whole version".formatted(file.name(), base));
            }
        }
        for (String copy : copiesWithoutMode(file)) {
            problems.add(
                    "%s: %s keeps the checkout's modes, which nobody else may read where its umask is 077: add --chmod"
                            .formatted(file.name(), copy));
        }
        Optional<String> user = file.stages().get(file.stages().size() - 1).user();
        if (user.isEmpty() || Set.of("root", "0").contains(user.get().split(":", 2)[0])) {
            problems.add("%s: the image runs as %s: end it with a USER that is not root"
                    .formatted(file.name(), user.orElse("its base's user")));
        }
        return problems;
    }

    /** Of the image itself; what comes out of a stage that is a published image as it is has that one's modes. */
    private static List<String> copiesWithoutMode(Dockerfile file) {
        Set<String> published = file.stages().stream()
                .filter(stage -> stage.lines().size() == 1 && ImageRules.isPinned(resolved(stage.base(), file)))
                .map(Dockerfile.Stage::name)
                .collect(Collectors.toSet());
        return file.stages().get(file.stages().size() - 1).lines().stream()
                .filter(line -> COPY.matcher(line).find() && !line.contains("--chmod="))
                .filter(line -> {
                    Matcher from = FROM_STAGE.matcher(line);
                    return !from.find() || !published.contains(from.group(1));
                })
                .toList();
    }

    /** That the jars in all images come out of the same build. */
    static List<String> differences(Collection<Dockerfile> files) {
        List<String> problems = new ArrayList<>();
        List<String> first = List.of();
        String firstName = "";
        for (Dockerfile file : files) {
            List<String> lines =
                    file.stage(BUILD_STAGE).map(Dockerfile.Stage::lines).orElse(List.of());
            if (lines.isEmpty()) {
                problems.add("%s: has no stage AS %s: copy it from another".formatted(file.name(), BUILD_STAGE));
            } else if (first.isEmpty()) {
                first = lines;
                firstName = file.name();
            } else if (!first.equals(lines)) {
                problems.add("%s: its stage AS %s is not that of %s: make them the same"
                        .formatted(file.name(), BUILD_STAGE, firstName));
            }
        }
        return problems;
    }

    /** With the defaults of its arguments. */
    private static String resolved(String base, Dockerfile file) {
        String resolved = base;
        for (var argument : file.arguments().entrySet()) {
            resolved = resolved.replace("${" + argument.getKey() + "}", argument.getValue())
                    .replace("$" + argument.getKey(), argument.getValue());
        }
        return resolved;
    }
}
