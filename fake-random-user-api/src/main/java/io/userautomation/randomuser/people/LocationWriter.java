package io.userautomation.randomuser.people;

import java.util.List;

/** Writes a user's location: a street of the country, with a city, a state and a time zone that need not match. */
final class LocationWriter {
    private static final int HIGHEST_STREET_NUMBER = 9999;

    private final List<String> timezones;

    LocationWriter(WordLists words) {
        timezones = words.list("zone").stream().map(LocationWriter::zone).toList();
    }

    /** Coordinates are in ten-thousandths of a degree. */
    void write(
            ApiVersion version,
            Country country,
            Person person,
            long latitude,
            long longitude,
            Dice dice,
            JsonBytes out) {
        boolean lowerCase = !version.atLeast(ApiVersion.V1_3);
        int number = 1 + dice.below(HIGHEST_STREET_NUMBER);
        out.ascii("{\"street\":");
        if (lowerCase) {
            out.ascii('"').number(number, 1).ascii(' ');
            out.raw(country.street(dice).written(true)).ascii('"');
        } else {
            out.ascii("{\"number\":").number(number, 1);
            out.ascii(",\"name\":\"").raw(country.street(dice).written(false)).ascii("\"}");
        }
        out.ascii(",\"city\":\"").raw(country.city(dice).written(lowerCase));
        out.ascii("\",\"state\":\"").raw(country.state(dice).written(lowerCase));
        if (!lowerCase) {
            out.ascii("\",\"country\":\"").ascii(country.nationality().country());
        }
        out.ascii("\",\"postcode\":");
        country.postcode().write(person, dice, out);
        if (version.atLeast(ApiVersion.V1_2)) {
            out.ascii(",\"coordinates\":{\"latitude\":\"");
            degrees(latitude, out);
            out.ascii("\",\"longitude\":\"");
            degrees(longitude, out);
            out.ascii("\"},\"timezone\":").ascii(Country.pick(timezones, dice));
        }
        out.ascii('}');
    }

    private static void degrees(long tenThousandths, JsonBytes out) {
        if (tenThousandths < 0) {
            out.ascii('-');
        }
        int size = (int) Math.abs(tenThousandths);
        out.number(size / 10_000, 1).ascii('.').number(size % 10_000, 4);
    }

    private static String zone(String line) {
        int space = line.indexOf(' ');
        return "{\"offset\":\"%s\",\"description\":\"%s\"}"
                .formatted(line.substring(0, space), line.substring(space + 1));
    }
}
