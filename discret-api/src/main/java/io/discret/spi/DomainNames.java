package io.discret.spi;

import java.util.List;

/** Invent host names, and check them (docs/protocol/20 §11, §12). Stateless. */
public final class DomainNames {
    /** Longest name and longest label of DNS. */
    private static final int MOST_CHARACTERS = 253;

    private static final int MOST_IN_LABEL = 63;

    private static final int LEAST_LETTERS = 5;
    private static final int LENGTHS = 3;
    private static final String CONSONANTS = "bcdfghjklmnpqrstvwxz";
    private static final String VOWELS = "aeiouy";
    private static final List<String> ENDINGS = List.of(
            ".com", ".org", ".net", ".us", ".co", ".biz", ".info", ".fr", ".uk", ".me", ".cn", ".de", ".ly", ".in",
            ".eu", ".ca", ".coop", ".asia", ".cat", ".pro", ".ac", ".ad", ".ae", ".af", ".ai", ".am");

    private DomainNames() {}

    /** Invent a plausible name: 5 to 7 letters, a dot, a usual ending; at most 14 characters. */
    public static String random(RandomSource random) {
        int length = LEAST_LETTERS + below(LENGTHS, random);
        boolean vowel = below(2, random) == 0;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            String letters = vowel ? VOWELS : CONSONANTS;
            name.append(letters.charAt(below(letters.length(), random)));
            vowel = !vowel;
        }
        String ending = ENDINGS.get(below(ENDINGS.size(), random));
        return name.append(ending).toString();
    }

    /** Whether a text can stand as host name in a certificate: ASCII letters, digits, {@code - _} and dots. */
    public static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > MOST_CHARACTERS) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            boolean fits = !label.isEmpty()
                    && label.length() <= MOST_IN_LABEL
                    && label.chars().allMatch(DomainNames::isLabelCharacter)
                    && !label.startsWith("-")
                    && !label.endsWith("-");
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLabelCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    /** Two bytes make the bias of the remainder too small to matter for an invented name. */
    private static int below(int bound, RandomSource random) {
        byte[] bytes = random.bytes(2);
        return ((bytes[0] & 0xff) << 8 | bytes[1] & 0xff) % bound;
    }
}
