package io.userautomation.randomuser.people;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The versions of the API that are served, oldest first, and in what their users differ. */
public enum ApiVersion {
    /** No uuid, no coordinates or time zone, dates as plain text. */
    V1_1("1.1"),
    /** Street is a string, no country, everything lower case, dates to the second. */
    V1_2("1.2"),
    /** Street is an object, the country is there, ages are differences of calendar years. */
    V1_3("1.3"),
    /** Four more nationalities; what {@code /api/} without a version answers with. */
    V1_4("1.4");

    /** The version that {@code /api/} stands for. */
    public static final ApiVersion LATEST = V1_4;

    private final String number;

    ApiVersion(String number) {
        this.number = number;
    }

    /** The number as in the path and in {@code info.version}. */
    public String number() {
        return number;
    }

    /** Finds a version by its number; empty means the latest. */
    public static Optional<ApiVersion> of(String number) {
        return number.isEmpty()
                ? Optional.of(LATEST)
                : Arrays.stream(values())
                        .filter(version -> version.number.equals(number))
                        .findFirst();
    }

    /** Whether this version is the given one or newer. */
    public boolean atLeast(ApiVersion other) {
        return compareTo(other) >= 0;
    }

    /** The nationalities this version knows, in alphabetical order: a seed of 18 characters ends in an index into them. */
    public List<Nationality> nationalities() {
        return Arrays.stream(Nationality.values())
                .filter(nationality -> atLeast(nationality.since()))
                .toList();
    }
}
