package io.belastbar.capacity.projection;

import io.belastbar.document.InvalidInput;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** How far ahead somebody asks: a period such as {@code P90D} or {@code P18M}, of a day at least and two years at most. */
public record Horizon(Period period) {
    private static final String RULE = "is a period from P1D to P2Y, such as P90D or P18M";
    private static final int LENGTH_MAX = 20;
    private static final ZoneId ANY = ZoneOffset.UTC;

    /**
     * Reads one.
     *
     * @throws InvalidInput if it is none, or does not lie between its bounds
     */
    public static Horizon parse(String text) {
        Period period;
        try {
            period = Period.parse(text.length() > LENGTH_MAX ? "" : text);
        } catch (DateTimeException noPeriod) {
            throw InvalidInput.of("horizon", RULE, text);
        }
        Horizon horizon = new Horizon(period);
        Instant least = horizon.endsAfter(Instant.EPOCH);
        if (!isWithin(period)
                || !least.isAfter(Instant.EPOCH)
                || least.isAfter(new Horizon(Period.ofYears(2)).endsAfter(Instant.EPOCH))) {
            throw InvalidInput.of("horizon", RULE, text);
        }
        return horizon;
    }

    /** Numbers so large that no calendar holds them are refused before they are counted with. */
    private static boolean isWithin(Period period) {
        return Math.abs((long) period.getYears()) <= 2
                && Math.abs((long) period.getMonths()) <= 24
                && Math.abs((long) period.getDays()) <= 731;
    }

    /** The moment that lies that far after another. */
    public Instant endsAfter(Instant from) {
        return isWithin(period) ? from.atZone(ANY).plus(period).toInstant() : from;
    }
}
