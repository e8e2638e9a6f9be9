package io.userautomation.producer.settings;

import java.util.List;
import java.util.Set;

/** The nationalities that the API knows. It drops the whole filter for a single one that it doesn't. */
final class Nationalities {

    static final String ALLOWED =
            "AU, BR, CA, CH, DE, DK, ES, FI, FR, GB, IE, IN, IR, MX, NL, NO, NZ, RS, TR, UA and US";

    private static final Set<String> KNOWN = Set.of(ALLOWED.split(", | and "));

    private Nationalities() {}

    static boolean areKnown(List<String> codes) {
        return KNOWN.containsAll(codes);
    }
}
