package io.userautomation.producer.api;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.userautomation.model.record.UserRecord;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one user of an answer, of API version 1.2 (the street is a text, there is no country), 1.3 or 1.4, into the
 * record. Whatever is missing or of another type becomes null: judging is the validator's business.
 */
final class UserReader {

    private String id;
    private String firstName;
    private String lastName;
    private String gender;
    private String streetNumber;
    private String street;
    private String city;
    private String state;
    private String country;
    private String postCode;
    private String email;
    private String username;
    private String dob;
    private String registeredDate;
    private String phone;
    private String picture;
    private String nationality;

    private UserReader() {}

    /** Reads the next value, whatever it is. */
    static UserReader read(JsonReader json) throws IOException {
        UserReader user = new UserReader();
        JsonFields.read(json, user::readField);
        return user;
    }

    UserRecord toRecord() {
        String streetLine = joined(" ", streetNumber, street);
        return new UserRecord(
                id,
                firstName,
                lastName,
                gender,
                joined(", ", streetLine, city, state, country),
                postCode,
                email,
                username,
                dob,
                registeredDate,
                phone,
                picture);
    }

    /** The code under {@code nat}, or null. */
    String nationality() {
        return nationality;
    }

    private void readField(String name, JsonReader json) throws IOException {
        switch (name) {
            case "gender" -> gender = JsonFields.text(json);
            case "name" -> JsonFields.read(json, this::readName);
            case "location" -> JsonFields.read(json, this::readLocation);
            case "email" -> email = JsonFields.text(json);
            case "login" -> JsonFields.read(json, this::readLogin);
            case "dob" -> JsonFields.read(json, this::readDob);
            case "registered" -> JsonFields.read(json, this::readRegistered);
            case "phone" -> phone = JsonFields.text(json);
            case "picture" -> JsonFields.read(json, this::readPicture);
            case "nat" -> nationality = JsonFields.text(json);
            default -> json.skipValue();
        }
    }

    private void readName(String name, JsonReader json) throws IOException {
        switch (name) {
            case "first" -> firstName = JsonFields.text(json);
            case "last" -> lastName = JsonFields.text(json);
            default -> json.skipValue();
        }
    }

    private void readLocation(String name, JsonReader json) throws IOException {
        switch (name) {
            case "street" -> readStreet(json);
            case "city" -> city = JsonFields.text(json);
            case "state" -> state = JsonFields.text(json);
            case "country" -> country = JsonFields.text(json);
            case "postcode" -> postCode = JsonFields.text(json);
            default -> json.skipValue();
        }
    }

    private void readStreet(JsonReader json) throws IOException {
        if (json.peek() == JsonToken.BEGIN_OBJECT) {
            JsonFields.read(json, this::readStreetParts);
        } else {
            street = JsonFields.text(json);
        }
    }

    private void readStreetParts(String name, JsonReader json) throws IOException {
        switch (name) {
            case "number" -> streetNumber = JsonFields.text(json);
            case "name" -> street = JsonFields.text(json);
            default -> json.skipValue();
        }
    }

    private void readLogin(String name, JsonReader json) throws IOException {
        switch (name) {
            case "uuid" -> id = JsonFields.text(json);
            case "username" -> username = JsonFields.text(json);
            default -> json.skipValue();
        }
    }

    private void readDob(String name, JsonReader json) throws IOException {
        if (name.equals("date")) {
            dob = JsonFields.text(json);
        } else {
            json.skipValue();
        }
    }

    private void readRegistered(String name, JsonReader json) throws IOException {
        if (name.equals("date")) {
            registeredDate = JsonFields.text(json);
        } else {
            json.skipValue();
        }
    }

    private void readPicture(String name, JsonReader json) throws IOException {
        if (name.equals("medium")) {
            picture = JsonFields.text(json);
        } else {
            json.skipValue();
        }
    }

    /** Without the blanks around a part, as behind half of the Brazilian streets: none stands before a comma. */
    private static String joined(String separator, String... parts) {
        String text = Stream.of(parts)
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(separator));
        return text.isEmpty() ? null : text;
    }
}
