package io.userautomation.systemtests.compose.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The same image tomorrow as today: every one is built here, or pinned by its whole version. */
final class ImageRules {

    private static final Pattern THREE_NUMBERS = Pattern.compile("[^:]+:(?:v|[a-z]+-)?\\d+\\.\\d+\\.\\d+[^:]*");

    /** PostgreSQL's versions have two. */
    private static final Pattern POSTGRES = Pattern.compile("(?:[^:]*/)?postgres:\\d+\\.\\d+[^:]*");

    private ImageRules() {}

    static List<String> problems(ComposeFile file) {
        Set<String> builtHere = file.services().stream()
                .filter(Service::isBuilt)
                .map(service -> service.text("image"))
                .collect(Collectors.toSet());
        List<String> problems = new ArrayList<>();
        for (Service service : file.services()) {
            String image = service.text("image");
            if (!service.isBuilt() && !builtHere.contains(image) && !isPinned(image)) {
                problems.add(service.problem("image %s is not pinned: name its whole version, as in cassandra:5.0.9"
                        .formatted(image.isEmpty() ? "(none)" : image)));
            }
        }
        return problems;
    }

    static boolean isPinned(String image) {
        return THREE_NUMBERS.matcher(image).matches() || POSTGRES.matcher(image).matches();
    }
}
