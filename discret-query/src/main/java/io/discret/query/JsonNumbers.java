package io.discret.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Read and write the spellings of numbers (docs/protocol/11 §7.2). Stateless. */
final class JsonNumbers {
    /** Every double that comes from a decimal of so many digits gives that decimal back. */
    private static final int SURE_DIGITS = 15;

    private static final int MOST_DIGITS = 17;
    private static final int FIRST_POSITIONAL_EXPONENT = -5;
    private static final int FIRST_LARGE_EXPONENT = 16;
    private static final double WHOLE_LIMIT = 1e15;
    private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(64);
    private static final int UNSIGNED_DIGITS = 20;
    private static final int LONG_LENGTH = 20;

    private JsonNumbers() {}

    static boolean isWhole(String spelling) {
        for (int i = 0; i < spelling.length(); i++) {
            char c = spelling.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        // The reference reads -0 as the float -0.0 (docs/protocol/12 §11.3).
        return !spelling.equals("-0");
    }

    static boolean isLong(String spelling) {
        if (!isWhole(spelling) || spelling.length() > LONG_LENGTH) {
            return false;
        }
        try {
            Long.parseLong(spelling);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Whether it is whole, above 2^63 - 1 and below 2^64: the reference keeps such numbers exactly. */
    static boolean isLargeUnsigned(String spelling) {
        return isWhole(spelling)
                && !isLong(spelling)
                && spelling.length() <= UNSIGNED_DIGITS
                && spelling.charAt(0) != '-'
                && new BigInteger(spelling).compareTo(UNSIGNED_LIMIT) < 0;
    }

    static String canonical(String spelling) {
        return isLong(spelling) || isLargeUnsigned(spelling) ? spelling : text(Double.parseDouble(spelling));
    }

    /** Shortest digits that give the same double again, always with a fraction or an exponent. */
    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < WHOLE_LIMIT) {
            String sign = value == 0 && 1 / value < 0 ? "-" : "";
            return sign + (long) value + ".0";
        }
        BigDecimal shortest = shortest(value);
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        StringBuilder out = new StringBuilder(value < 0 ? "-" : "");
        if (exponent >= FIRST_POSITIONAL_EXPONENT && exponent < FIRST_LARGE_EXPONENT) {
            return out.append(positional(digits, exponent)).toString();
        }
        out.append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        return out.append(exponent < 0 ? "e" : "e+").append(exponent).toString();
    }

    private static String positional(String digits, int exponent) {
        if (exponent < 0) {
            return "0." + "0".repeat(-exponent - 1) + digits;
        }
        if (digits.length() <= exponent + 1) {
            return digits + "0".repeat(exponent + 1 - digits.length()) + ".0";
        }
        return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
    }

    /** Double.toString is not the shortest before JDK 19. */
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int first = Math.abs(value) < Double.MIN_NORMAL ? 1 : SURE_DIGITS;
        for (int digits = first; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }
}
