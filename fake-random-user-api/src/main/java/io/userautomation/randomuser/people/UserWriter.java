package io.userautomation.randomuser.people;

import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Set;

/**
 * Writes one user. All random numbers are drawn whatever fields are asked for, so that leaving fields out does not change
 * the others.
 */
final class UserWriter {
    private static final long EARLIEST_BIRTH = -800_000_000_000L;
    private static final long EARLIEST_REGISTRATION = 1_016_688_461_000L;
    private static final long TWENTY_ONE_YEARS = 86_400_000L * 365 * 21;

    private final LoginWriter logins;
    private final LocationWriter locations;

    UserWriter(WordLists login, WordLists timezones) {
        logins = new LoginWriter(login);
        locations = new LocationWriter(timezones);
    }

    void write(
            PageRequest request,
            Country country,
            Dice identity,
            Dice dice,
            Digests digests,
            LocalDateTime now,
            JsonBytes out) {
        ApiVersion version = request.version();
        Gender drawn = dice.below(2) == 0 ? Gender.MALE : Gender.FEMALE;
        Gender gender = request.gender().orElse(drawn);
        long newest = newest(version);
        LocalDateTime birth = Moment.ofMilliseconds(dice.between(EARLIEST_BIRTH, newest - TWENTY_ONE_YEARS));
        LocalDateTime registered = Moment.ofMilliseconds(dice.between(EARLIEST_REGISTRATION, newest));
        Person person =
                new Person(country.nationality(), gender, country.first(gender, dice), country.last(dice), birth);
        Dice rest = new Dice(dice.next());

        ObjectFields fields = new ObjectFields(request.fields(), out);
        if (fields.next(Field.GENDER)) {
            out.ascii('"').ascii(gender.key()).ascii('"');
        }
        String title = country.title(gender, rest);
        if (fields.next(Field.NAME)) {
            name(version, title, person, out);
        }
        Dice place = new Dice(rest.next());
        long latitude = identity.between(-900_000, 900_000);
        long longitude = identity.between(-1_800_000, 1_800_000);
        if (fields.next(Field.LOCATION)) {
            locations.write(version, country, person, latitude, longitude, place, out);
        }
        if (fields.next(Field.EMAIL)) {
            boolean keepScript = !version.atLeast(ApiVersion.V1_3);
            out.ascii('"').raw(person.first().mailbox(keepScript)).ascii('.');
            out.raw(person.last().mailbox(keepScript)).ascii("@example.com\"");
        }
        Dice login = new Dice(rest.next());
        if (fields.next(Field.LOGIN)) {
            logins.write(version, identity, login, digests, out);
        }
        if (fields.next(Field.DOB)) {
            Moment.write(version, birth, now, out);
        }
        if (fields.next(Field.REGISTERED)) {
            Moment.write(version, registered, now, out);
        }
        Dice numbers = new Dice(rest.next());
        numbers(fields, version, country, person, numbers, out);
        int portrait = rest.below(gender.portraitCount());
        if (fields.next(Field.PICTURE)) {
            picture(gender, portrait, out);
        }
        if (fields.next(Field.NAT)) {
            out.ascii('"').ascii(country.nationality().name()).ascii('"');
        }
        fields.end();
    }

    private static void name(ApiVersion version, String title, Person person, JsonBytes out) {
        boolean lowerCase = !version.atLeast(ApiVersion.V1_3);
        out.ascii("{\"title\":\"").ascii(lowerCase ? title.toLowerCase(Locale.ROOT) : title);
        out.ascii("\",\"first\":\"").raw(person.first().written(lowerCase));
        out.ascii("\",\"last\":\"").raw(person.last().written(lowerCase)).ascii("\"}");
    }

    private static void numbers(
            ObjectFields fields, ApiVersion version, Country country, Person person, Dice dice, JsonBytes out) {
        Dice phone = new Dice(dice.next());
        Dice cell = new Dice(dice.next());
        Dice id = new Dice(dice.next());
        if (fields.next(Field.PHONE)) {
            quoted(country.phone(), person, phone, out);
        }
        if (fields.next(Field.CELL)) {
            quoted(country.cell(), person, cell, out);
        }
        if (fields.next(Field.ID)) {
            boolean known = country.nationality().hasId(version);
            out.ascii("{\"name\":\"")
                    .ascii(known ? country.nationality().idName() : "")
                    .ascii("\",\"value\":");
            if (known) {
                quoted(country.id(), person, id, out);
            } else {
                out.ascii("null");
            }
            out.ascii('}');
        }
    }

    private static void quoted(Pattern pattern, Person person, Dice dice, JsonBytes out) {
        out.ascii('"');
        pattern.write(person, dice, out);
        out.ascii('"');
    }

    private static void picture(Gender gender, int portrait, JsonBytes out) {
        out.ascii("{\"large\":\"https://randomuser.me/api/portraits/").ascii(gender.portraits());
        out.ascii('/').number(portrait, 1);
        out.ascii(".jpg\",\"medium\":\"https://randomuser.me/api/portraits/med/")
                .ascii(gender.portraits());
        out.ascii('/').number(portrait, 1);
        out.ascii(".jpg\",\"thumbnail\":\"https://randomuser.me/api/portraits/thumb/")
                .ascii(gender.portraits());
        out.ascii('/').number(portrait, 1).ascii(".jpg\"}");
    }

    /** When the version was finished, in milliseconds: nobody in it registered later. */
    private static long newest(ApiVersion version) {
        return switch (version) {
            case V1_1 -> 1_471_295_130_000L;
            case V1_2 -> 1_529_272_048_000L;
            case V1_3 -> 1_569_449_450_000L;
            case V1_4 -> 1_653_344_189_000L;
        };
    }

    /** Writes keys and commas of the fields that are asked for. */
    private static final class ObjectFields {
        private final Set<Field> asked;
        private final JsonBytes out;
        private boolean first = true;

        ObjectFields(Set<Field> asked, JsonBytes out) {
            this.asked = asked;
            this.out = out;
            out.ascii('{');
        }

        boolean next(Field field) {
            if (!asked.contains(field)) {
                return false;
            }
            out.ascii(first ? "\"" : ",\"").ascii(field.key()).ascii("\":");
            first = false;
            return true;
        }

        void end() {
            out.ascii('}');
        }
    }
}
