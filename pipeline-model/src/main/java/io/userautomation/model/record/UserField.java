package io.userautomation.model.record;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The record's fields in their order on the wire: JSON key, database column and how to read one from a record. */
public enum UserField {
    ID("id", true, UserRecord::id),
    FIRST_NAME("first_name", true, UserRecord::firstName),
    LAST_NAME("last_name", true, UserRecord::lastName),
    GENDER("gender", true, UserRecord::gender),
    ADDRESS("address", false, UserRecord::address),
    POST_CODE("post_code", false, UserRecord::postCode),
    EMAIL("email", true, UserRecord::email),
    USERNAME("username", true, UserRecord::username),
    DOB("dob", false, UserRecord::dob),
    REGISTERED_DATE("registered_date", false, UserRecord::registeredDate),
    PHONE("phone", false, UserRecord::phone),
    PICTURE("picture", false, UserRecord::picture);

    private static final Map<String, UserField> BY_KEY =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(UserField::key, Function.identity()));

    private final String key;
    private final boolean required;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference without state
    private final Function<UserRecord, String> value;

    UserField(String key, boolean required, Function<UserRecord, String> value) {
        this.key = key;
        this.required = required;
        this.value = value;
    }

    /** The JSON key, which is the column's name in both databases too. */
    public String key() {
        return key;
    }

    /** Whether a valid record must have it, not blank. */
    public boolean required() {
        return required;
    }

    /** This field of {@code user}; null where it is absent. */
    public String of(UserRecord user) {
        return value.apply(user);
    }

    /** The field with this exact key, or null: keys are case-sensitive. */
    public static UserField withKey(String key) {
        return BY_KEY.get(key);
    }
}
