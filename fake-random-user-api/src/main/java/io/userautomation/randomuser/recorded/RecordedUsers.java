package io.userautomation.randomuser.recorded;

import io.userautomation.randomuser.people.ApiVersion;
import io.userautomation.randomuser.people.JsonBytes;
import io.userautomation.randomuser.people.PageRequest;
import io.userautomation.randomuser.people.UserSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final String NAMES = "*.json, *.jsonl, *.ndjson, each also as .gz";
    private static final Pattern NAME = Pattern.compile("\\.(json|jsonl|ndjson)(\\.gz)?$", Pattern.CASE_INSENSITIVE);
    private static final int MAX_REASONS = 5;

    private final Map<ApiVersion, List<RecordedUser>> users;
    private final Map<ApiVersion, Set<String>> uuids = new EnumMap<>(ApiVersion.class);

    private RecordedUsers(Map<ApiVersion, List<RecordedUser>> users) {
        this.users = users;
    }

    /**
     * Reads every file of a folder whose name ends with {@code .json}, {@code .jsonl} or {@code .ndjson}, with or without
     * {@code .gz}, in any case. What can't be used is left out, and said on stderr with the reason: a file as a whole, a user
     * without {@code login.uuid} or gender, one that was there before. Users of a file that names no version join the newest
     * that is named.
     *
     * @throws IOException where there are no users at all, with the first reasons
     */
    public static RecordedUsers read(Path folder) throws IOException {
        List<String> reasons = new ArrayList<>();
        Map<Path, List<CapturedPage>> pages = new LinkedHashMap<>();
        for (Path file : files(folder)) {
            try {
                pages.put(file, CapturedFile.read(file));
            } catch (UnusableFileException e) {
                leaveOut(file, e.getMessage(), reasons);
            }
        }
        ApiVersion newest = pages.values().stream()
                .flatMap(List::stream)
                .flatMap(page -> page.version().stream())
                .max(Comparator.naturalOrder())
                .orElse(ApiVersion.LATEST);
        RecordedUsers recorded = new RecordedUsers(new EnumMap<>(ApiVersion.class));
        pages.forEach((file, ofFile) -> recorded.add(file, ofFile, newest, reasons));
        if (recorded.users.isEmpty()) {
            throw new IOException(
                    "there are no recorded users in %s (%s)%s".formatted(folder, NAMES, inWords(reasons)));
        }
        recorded.sayVersions(folder);
        return recorded;
    }

    private void add(Path file, List<CapturedPage> pages, ApiVersion newest, List<String> reasons) {
        int incomplete = 0;
        int all = 0;
        int again = 0;
        for (CapturedPage page : pages) {
            ApiVersion version = page.version().orElse(newest);
            for (RecordedUser user : page.users()) {
                if (uuids.computeIfAbsent(version, none -> new HashSet<>()).add(user.uuid())) {
                    users.computeIfAbsent(version, none -> new ArrayList<>()).add(user);
                } else {
                    again++;
                }
            }
            incomplete += page.incomplete();
            all += page.users().size() + page.incomplete();
        }
        if (all == 0) {
            leaveOut(file, "it has no users", reasons);
        }
        if (incomplete > 0) {
            leaveOut(file, "%s of its %s users have no login.uuid or no gender".formatted(incomplete, all), reasons);
        }
        if (again > 0) {
            leaveOut(file, "%s of its %s users were recorded before".formatted(again, all), reasons);
        }
    }

    private static void leaveOut(Path file, String reason, List<String> reasons) {
        LOG.warn("left out: {}: {}", file.getFileName(), reason);
        reasons.add("%s: %s".formatted(file.getFileName(), reason));
    }

    private static String inWords(List<String> reasons) {
        String first =
                reasons.stream().limit(MAX_REASONS).map(reason -> "; " + reason).collect(Collectors.joining());
        int others = reasons.size() - MAX_REASONS;
        return others > 0 ? "%s; and %s more".formatted(first, others) : first;
    }

    private void sayVersions(Path folder) {
        LOG.info("{} recorded users of version {} in {}", count(newest()), newest().number(), folder);
        users.forEach((version, older) -> {
            if (version != newest()) {
                LOG.warn(
                        "{} recorded users are of version {}: only an address that ends with /api/{}/ gives them",
                        older.size(),
                        version.number(),
                        version.number());
            }
        });
    }

    @Override
    public ApiVersion newest() {
        return Collections.max(users.keySet());
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
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).find())
                    .sorted()
                    .toList();
        }
    }
}
