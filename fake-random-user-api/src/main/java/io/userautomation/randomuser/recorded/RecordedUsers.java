package io.userautomation.randomuser.recorded;

import io.userautomation.randomuser.people.ApiVersion;
import io.userautomation.randomuser.people.JsonBytes;
import io.userautomation.randomuser.people.PageRequest;
import io.userautomation.randomuser.people.UserSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of captured responses, in the order of the files' names and of the users in them.
 *
 * <p>Pages go through them without regard to the seed: the last page is short and those behind it are empty, since
 * starting over would serve users twice. Whoever wants full pages asks for no more users than {@link #count}. The filters
 * by nationality and gender leave users out before pages are counted.
 */
public final class RecordedUsers implements UserSource {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedUsers.class);

    private final Map<ApiVersion, List<RecordedUser>> users;

    private RecordedUsers(Map<ApiVersion, List<RecordedUser>> users) {
        this.users = users;
    }

    /**
     * Reads every {@code .json} and {@code .json.gz} file of a folder. A file with users that lack
     * their {@code login.uuid} or their gender is left out, and so are users that were there before; both are said on
     * stderr.
     *
     * @throws IOException where a file is no captured response, or none has users
     */
    public static RecordedUsers read(Path folder) throws IOException {
        Map<ApiVersion, List<RecordedUser>> users = new EnumMap<>(ApiVersion.class);
        Set<String> uuids = new HashSet<>();
        for (Path file : files(folder)) {
            CapturedPage page = CapturedPage.read(file);
            if (!page.isComplete()) {
                LOG.warn("left out {}: it has users without login.uuid or gender", file);
                continue;
            }
            List<RecordedUser> ofVersion = users.computeIfAbsent(page.version(), version -> new ArrayList<>());
            int before = ofVersion.size();
            page.users().stream().filter(user -> uuids.add(user.uuid())).forEach(ofVersion::add);
            int added = ofVersion.size() - before;
            if (added < page.users().size()) {
                LOG.warn(
                        "left out {} users of {}: their uuids were recorded before",
                        page.users().size() - added,
                        file);
            }
        }
        if (uuids.isEmpty()) {
            throw new IOException("there are no recorded users in %s (*.json, *.json.gz)".formatted(folder));
        }
        return new RecordedUsers(users);
    }

    /** How many users of that version there are. */
    public int count(ApiVersion version) {
        return users.getOrDefault(version, List.of()).size();
    }

    /** How many of those have one of these nationalities (two letters, upper case); all of them where none is named. */
    public int count(ApiVersion version, Set<String> nationalities) {
        return (int) users.getOrDefault(version, List.of()).stream()
                .filter(user -> nationalities.isEmpty() || nationalities.contains(user.nationality()))
                .count();
    }

    @Override
    public boolean serves(ApiVersion version) {
        return users.containsKey(version);
    }

    @Override
    public int write(PageRequest request, int most, JsonBytes out) {
        List<RecordedUser> page = chosen(request)
                .skip((request.page() - 1L) * request.results())
                .limit(most)
                .toList();
        for (int index = 0; index < page.size(); index++) {
            if (index > 0) {
                out.ascii(',');
            }
            page.get(index).write(request.fields(), out);
        }
        return page.size();
    }

    private Stream<RecordedUser> chosen(PageRequest request) {
        Set<String> codes = new HashSet<>();
        request.nationalities().forEach(nationality -> codes.add(nationality.name()));
        return users.get(request.version()).stream()
                .filter(user -> codes.isEmpty() || codes.contains(user.nationality()))
                .filter(user -> request.gender()
                        .map(gender -> gender.key().equals(user.gender()))
                        .orElse(true));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            file.toString().endsWith(".json") || file.toString().endsWith(".json.gz"))
                    .sorted()
                    .toList();
        }
    }
}
