package io.userautomation.randomuser.people;

import java.util.Optional;

/** The two genders the API knows. */
public enum Gender {
    MALE("male", "men", 100),
    FEMALE("female", "women", 97);

    private final String key;
    private final String portraits;
    private final int portraitCount;

    Gender(String key, String portraits, int portraitCount) {
        this.key = key;
        this.portraits = portraits;
        this.portraitCount = portraitCount;
    }

    /** The value of the JSON field and of the parameter. */
    public String key() {
        return key;
    }

    /** The folder of the portraits in picture URLs. */
    String portraits() {
        return portraits;
    }

    /** How many portraits there are; they are numbered from 0. */
    int portraitCount() {
        return portraitCount;
    }

    /** Finds a gender by its key; anything else is no filter. */
    public static Optional<Gender> of(String key) {
        return MALE.key.equals(key)
                ? Optional.of(MALE)
                : FEMALE.key.equals(key) ? Optional.of(FEMALE) : Optional.empty();
    }
}
