package io.belastbar.capacity.projection.word;

import io.belastbar.report.ReportLanguage;
import java.util.Locale;

/** An amount with its unit, as a reader's language writes it. */
public final class AmountWords {

    private AmountWords() {}

    /** {@code 380 GB}, {@code 81.5 %}, {@code 150 connections}; of a bare number nothing beside. */
    public static String of(ReportLanguage language, double value, String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "b", "byte", "bytes" -> language.bytes(value);
            case "ms", "milliseconds" -> language.millis(value);
            case "percent", "%" -> language.number(value) + " %";
            case "", "1", "count" -> language.number(value);
            default -> language.number(value) + " " + unit;
        };
    }
}
