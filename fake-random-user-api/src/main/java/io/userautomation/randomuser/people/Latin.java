package io.userautomation.randomuser.people;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Writes any name in ASCII, letter by letter, as email addresses need it. Crude on purpose: so is the real API's. */
final class Latin {
    private static final Map<Character, String> LETTERS = new HashMap<>();

    static {
        put("ß ss æ ae ø o đ d ð d þ th ł l ı i œ oe");
        put("а a б b в v г h ґ g д d е e є ye ж zh з z и y і i ї yi й y к k л l м m н n о o п p р r с s т t у u");
        put("ф f х kh ц ts ч ch ш sh щ shch ь - ю yu я ya ђ dj ј j љ lj њ nj ћ c џ dz");
        put("آ a ا a ب b پ p ت t ث s ج j چ ch ح h خ kh د d ذ z ر r ز z ژ zh س s ش sh ص s ض z ط t ظ z ع a غ gh");
        put("ف f ق q ک k گ g ل l م m ن n و v ه h ی y ئ y أ a");
        put("अ a आ a इ i ई i उ u ऊ u ए e ऐ ai ओ o औ au ऋ ri ा a ि i ी i ु u ू u े e ै ai ो o ौ au ृ ri ं n ँ n");
        put("क k ख kh ग g घ gh च ch छ chh ज j झ jh ञ n ट t ठ th ड d ढ dh ण n त t थ th द d ध dh न n प p फ ph ब b भ bh");
        put("म m य y र r ल l व v श sh ष sh स s ह h");
    }

    private Latin() {}

    /** Lower-case ASCII letters, digits, hyphens and apostrophes; nothing else is left. */
    static String transliterate(String text) {
        StringBuilder latin = new StringBuilder();
        String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        for (int at = 0; at < lower.length(); at++) {
            char letter = lower.charAt(at);
            String known = LETTERS.get(letter);
            latin.append(known != null ? known : Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFD));
        }
        return latin.toString().replaceAll("[^a-z0-9'-]", "");
    }

    private static void put(String pairs) {
        String[] parts = pairs.split(" ", -1);
        for (int pair = 0; pair < parts.length; pair += 2) {
            LETTERS.put(parts[pair].charAt(0), "-".equals(parts[pair + 1]) ? "" : parts[pair + 1]);
        }
    }
}
