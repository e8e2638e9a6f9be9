package io.userautomation.audit.page;

import io.userautomation.model.record.UserRecord;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Users by country: what stands behind an address' last comma, where it is the English name of a country. Anything else
 * might be somebody's street, so it only counts as {@link TopCounts#OTHER}.
 */
public final class Countries {

    private static final Set<String> NAMES = Stream.of(Locale.getISOCountries())
            .map(code -> new Locale("", code).getDisplayCountry(Locale.ENGLISH))
            .collect(Collectors.toUnmodifiableSet());

    private final TopCounts counts = new TopCounts(NAMES.size());

    public void add(UserRecord user) {
        String address = user.address() == null ? "" : user.address();
        String last = address.substring(address.lastIndexOf(',') + 1).strip();
        counts.add(NAMES.contains(last) ? last : null);
    }

    /** The one with most users first. */
    public List<NamedCount> list() {
        return counts.list();
    }
}
