package io.userautomation.model.record;

import java.util.Map;

/**
 * One user: the value of a record on the users topic, a row of each database.
 *
 * <p>{@code id}, {@code firstName}, {@code lastName}, {@code gender}, {@code email} and {@code username} are required
 * of a valid record; the others may be null. What is valid is {@link UserRecordValidator}'s to say: this type only
 * carries.
 *
 * @param id the API's {@code login.uuid}, 36 characters
 * @param firstName given name, any script
 * @param lastName family name, any script
 * @param gender as the API gives it
 * @param address {@code "{street number} {street name}, {city}, {state}, {country}"}
 * @param postCode text, whatever type the API sent
 * @param email e-mail address, not checked further than for presence
 * @param username login name
 * @param dob date of birth, an ISO-8601 instant
 * @param registeredDate when the user registered, an ISO-8601 instant
 * @param phone as the API gives it
 * @param picture http(s) URL of the medium picture
 */
public record UserRecord(
        String id,
        String firstName,
        String lastName,
        String gender,
        String address,
        String postCode,
        String email,
        String username,
        String dob,
        String registeredDate,
        String phone,
        String picture) {

    /** The version that the header {@code schema_version} carries; raised with every change of fields. */
    public static final String SCHEMA_VERSION = "1";

    /** The user of these values; a field that isn't among them is null. */
    public static UserRecord of(Map<UserField, String> values) {
        return new UserRecord(
                values.get(UserField.ID),
                values.get(UserField.FIRST_NAME),
                values.get(UserField.LAST_NAME),
                values.get(UserField.GENDER),
                values.get(UserField.ADDRESS),
                values.get(UserField.POST_CODE),
                values.get(UserField.EMAIL),
                values.get(UserField.USERNAME),
                values.get(UserField.DOB),
                values.get(UserField.REGISTERED_DATE),
                values.get(UserField.PHONE),
                values.get(UserField.PICTURE));
    }
}
