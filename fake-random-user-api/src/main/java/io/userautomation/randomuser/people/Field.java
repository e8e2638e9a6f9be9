package io.userautomation.randomuser.people;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A user's top-level fields, in the order in which they are written whatever the order in {@code inc}. */
public enum Field {
    GENDER,
    NAME,
    LOCATION,
    EMAIL,
    LOGIN,
    DOB,
    REGISTERED,
    PHONE,
    CELL,
    ID,
    PICTURE,
    NAT;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The JSON key. */
    public String key() {
        return key;
    }

    /** Reads the parameters {@code inc} and {@code exc} (either may be empty): unknown names count for nothing. */
    static Set<Field> chosen(String inc, String exc) {
        Set<Field> chosen = inc.isEmpty() ? EnumSet.allOf(Field.class) : named(inc);
        chosen.removeAll(named(exc));
        return chosen;
    }

    private static Set<Field> named(String list) {
        Set<Field> named = EnumSet.noneOf(Field.class);
        for (String name : list.split(",", -1)) {
            of(name.trim().toLowerCase(Locale.ROOT)).ifPresent(named::add);
        }
        return named;
    }

    private static Optional<Field> of(String key) {
        for (Field field : values()) {
            if (field.key.equals(key)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
