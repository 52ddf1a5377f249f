package io.discret.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Read a time as people write it: a number and m, h or d. */
final class LifeTime implements ITypeConverter<Duration> {
    private static final Map<Character, ChronoUnit> UNITS =
            Map.of('m', ChronoUnit.MINUTES, 'h', ChronoUnit.HOURS, 'd', ChronoUnit.DAYS);

    /** Digits that are enough for any time, and fit a number. */
    private static final int MOST_DIGITS = 7;

    @Override
    public Duration convert(String text) {
        int digits = text.length() - 1;
        ChronoUnit unit = digits < 1 ? null : UNITS.get(text.charAt(digits));
        if (unit == null || digits > MOST_DIGITS || !text.chars().limit(digits).allMatch(c -> c >= '0' && c <= '9')) {
            throw new TypeConversionException("'" + text + "' is no time; write 30m, 12h or 7d");
        }
        return Duration.of(Long.parseLong(text.substring(0, digits)), unit);
    }
}
