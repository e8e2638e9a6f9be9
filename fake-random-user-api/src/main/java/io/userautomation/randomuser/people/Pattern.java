package io.userautomation.randomuser.people;

import java.util.ArrayList;
import java.util.List;

/**
 * The form of a number. {@code #} is a digit, {@code %} a digit other than 0, {@code @} a capital letter,
 * <code>{a|b}</code> one of several forms, {@code <day>}, {@code <month>}, {@code <year>} two digits of the birth date,
 * {@code <sex>} 1 for men and 2 for women; anything else stands for itself.
 */
final class Pattern {
    private interface Piece {
        void write(Person person, Dice dice, JsonBytes out);
    }

    private final List<Piece> pieces = new ArrayList<>();

    Pattern(String notation) {
        for (int at = 0; at < notation.length(); at++) {
            char sign = notation.charAt(at);
            if (sign == '{' || sign == '<') {
                int end = notation.indexOf(sign == '{' ? '}' : '>', at);
                String inside = notation.substring(at + 1, end);
                pieces.add(sign == '{' ? oneOf(inside) : ofPerson(inside));
                at = end;
            } else {
                pieces.add(single(sign));
            }
        }
    }

    void write(Person person, Dice dice, JsonBytes out) {
        for (Piece piece : pieces) {
            piece.write(person, dice, out);
        }
    }

    private static Piece single(char sign) {
        return switch (sign) {
            case '#' -> (person, dice, out) -> out.ascii((char) ('0' + dice.below(10)));
            case '%' -> (person, dice, out) -> out.ascii((char) ('1' + dice.below(9)));
            case '@' -> (person, dice, out) -> out.ascii((char) ('A' + dice.below(26)));
            default -> (person, dice, out) -> out.ascii(sign);
        };
    }

    private static Piece oneOf(String alternatives) {
        List<Pattern> patterns = new ArrayList<>();
        for (String alternative : alternatives.split("\\|", -1)) {
            patterns.add(new Pattern(alternative));
        }
        return (person, dice, out) -> patterns.get(dice.below(patterns.size())).write(person, dice, out);
    }

    private static Piece ofPerson(String property) {
        return switch (property) {
            case "day" -> (person, dice, out) -> out.number(person.birth().getDayOfMonth(), 2);
            case "month" -> (person, dice, out) -> out.number(person.birth().getMonthValue(), 2);
            case "year" -> (person, dice, out) -> out.number(person.birth().getYear() % 100, 2);
            case "sex" -> (person, dice, out) -> out.ascii(person.gender() == Gender.MALE ? '1' : '2');
            default -> throw new IllegalArgumentException("no such property of a person: " + property);
        };
    }
}
