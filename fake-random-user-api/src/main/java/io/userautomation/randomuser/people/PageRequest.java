package io.userautomation.randomuser.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What one request asks for, after the API's silent corrections.
 *
 * @param version the version in the path
 * @param seed the seed as given, or 16 random hexadecimal digits
 * @param page 1 to 10000
 * @param results 1 to 5000
 * @param nationalities the filter; empty means all that the version knows
 * @param gender the filter; only heeded where no seed is given
 * @param fields the top-level fields to write
 * @param info whether the {@code info} block is written
 */
public record PageRequest(
        ApiVersion version,
        String seed,
        int page,
        int results,
        List<Nationality> nationalities,
        Optional<Gender> gender,
        Set<Field> fields,
        boolean info) {

    /** The most users a page may have; who asks for more gets one. */
    public static final int MAX_RESULTS = 5000;

    /** The last page; the one after it is page 1 again. */
    public static final int LAST_PAGE = 10_000;

    private static final int PINNING_SEED_LENGTH = 18;

    public PageRequest {
        nationalities = List.copyOf(nationalities);
        fields = Set.copyOf(fields);
    }

    /**
     * Reads a query as the API does: nothing is ever refused, what makes no sense is replaced.
     *
     * @throws UnknownNationalityIndexException for a seed of 18 characters that does not end in an index of a
     *     nationality, which the API answers with an error of its own
     */
    public static PageRequest of(ApiVersion version, Map<String, String> query) {
        String given = query.getOrDefault("seed", "");
        return new PageRequest(
                version,
                given.isEmpty() ? randomSeed() : given,
                page(query.get("page")),
                results(query.get("results")),
                nationalities(version, given, query.getOrDefault("nat", query.getOrDefault("nationality", ""))),
                given.isEmpty() ? Gender.of(query.getOrDefault("gender", "")) : Optional.empty(),
                Field.chosen(query.getOrDefault("inc", ""), query.getOrDefault("exc", "")),
                !query.containsKey("noinfo"));
    }

    /**
     * What the random numbers start from: the page number is appended to the seed, except for page 1, so that page 2 of
     * {@code abc} is page 1 of {@code abc2}. Of 18 characters only the first 16 count.
     */
    public String seedOfPage() {
        String counted = pinsNationality() ? seed.substring(0, PINNING_SEED_LENGTH - 2) : seed;
        return page == 1 ? counted : counted + page;
    }

    /** The seed as {@code info} reports it: one that pins a nationality gets that nationality's index appended. */
    public String reportedSeed() {
        return pinsNationality()
                ? seed + seed.substring(PINNING_SEED_LENGTH - 2).toLowerCase(Locale.ROOT)
                : seed;
    }

    private boolean pinsNationality() {
        return seed.length() == PINNING_SEED_LENGTH;
    }

    private static List<Nationality> nationalities(ApiVersion version, String seed, String filter) {
        List<Nationality> known = version.nationalities();
        if (seed.length() == PINNING_SEED_LENGTH) {
            return List.of(known.get(UnknownNationalityIndexException.check(seed, known.size())));
        }
        List<Nationality> chosen = new ArrayList<>();
        for (String code : filter.toUpperCase(Locale.ROOT).split(",", -1)) {
            Optional<Nationality> nationality = known.stream()
                    .filter(candidate -> candidate.name().equals(code))
                    .findFirst();
            if (nationality.isPresent()) {
                chosen.add(nationality.get());
            } else if (!code.isEmpty()) {
                return List.of();
            }
        }
        return chosen;
    }

    private static int page(String text) {
        double page = number(text);
        return page >= 1 && page <= LAST_PAGE ? (int) page : 1;
    }

    private static int results(String text) {
        double results = number(text);
        return results >= 1 && results <= MAX_RESULTS ? (int) Math.ceil(results) : 1;
    }

    private static double number(String text) {
        boolean numeric = text != null && text.trim().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
        return numeric ? Double.parseDouble(text.trim()) : Double.NaN;
    }

    private static String randomSeed() {
        return "%016x".formatted(ThreadLocalRandom.current().nextLong());
    }
}
