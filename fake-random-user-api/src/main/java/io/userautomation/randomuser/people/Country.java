package io.userautomation.randomuser.people;

import java.util.List;

/** What people of one nationality are made of: its word lists and number patterns, ready for use. */
final class Country {
    private final Nationality nationality;
    private final List<Name> male;
    private final List<Name> female;
    private final List<Name> last;
    private final List<Name> streets;
    private final List<Name> cities;
    private final List<Name> states;
    private final List<String> maleTitles;
    private final List<String> femaleTitles;
    private final Pattern phone;
    private final Pattern cell;
    private final Pattern id;
    private final Pattern postcode;

    Country(Nationality nationality) {
        this.nationality = nationality;
        WordLists words = new WordLists(nationality.name());
        male = names(words, "male");
        female = names(words, "female");
        last = names(words, "last");
        streets = names(words, "street");
        cities = names(words, "city");
        states = names(words, "state");
        boolean french = nationality == Nationality.CH;
        maleTitles = french ? List.of("Monsieur") : List.of("Mr");
        femaleTitles = french ? List.of("Madame", "Mademoiselle") : List.of("Miss", "Ms", "Mrs");
        phone = new Pattern(nationality.phone());
        cell = new Pattern(nationality.cell());
        id = new Pattern(nationality.idValue());
        postcode = new Pattern(nationality.postcode());
    }

    Nationality nationality() {
        return nationality;
    }

    Name first(Gender gender, Dice dice) {
        return pick(gender == Gender.MALE ? male : female, dice);
    }

    Name last(Dice dice) {
        return pick(last, dice);
    }

    Name street(Dice dice) {
        return pick(streets, dice);
    }

    Name city(Dice dice) {
        return pick(cities, dice);
    }

    Name state(Dice dice) {
        return pick(states, dice);
    }

    String title(Gender gender, Dice dice) {
        return pick(gender == Gender.MALE ? maleTitles : femaleTitles, dice);
    }

    Pattern phone() {
        return phone;
    }

    Pattern cell() {
        return cell;
    }

    Pattern id() {
        return id;
    }

    Pattern postcode() {
        return postcode;
    }

    static <T> T pick(List<T> items, Dice dice) {
        return items.get(dice.below(items.size()));
    }

    private static List<Name> names(WordLists words, String list) {
        return words.list(list).stream().map(Name::new).toList();
    }
}
