package io.belastbar.capacity.plan.words;

import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.Place;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;

/** How a plan's amounts and days are written in sentences. */
public final class PlanWords {
    private final Wording words;

    private PlanWords(ReportLanguage language) {
        words = Wording.of(CapacityPlan.class, language);
    }

    /** A sentence in both languages. */
    public static Sentence sentence(Function<PlanWords, String> text) {
        return Sentence.of(language -> text.apply(new PlanWords(language)));
    }

    public Wording words() {
        return words;
    }

    /** With its unit: {@code 1,250 GB}, {@code 8 %}, {@code 75}. */
    public String amount(double value, String unit) {
        String number = number(value);
        return switch (unit) {
            case Units.COUNT -> number;
            case Units.PERCENT -> number + " %";
            default -> number + " " + unit;
        };
    }

    /** {@code forecasts.yml line 9}. */
    public String place(Place at) {
        return at.sentence().in(words.language());
    }

    public String number(double value) {
        return words.language().number(value);
    }

    /** {@code 31 December 2026}. */
    public String day(LocalDate day) {
        boolean german = words.language() == ReportLanguage.GERMAN;
        return day.format(DateTimeFormatter.ofPattern(
                german ? "d. MMMM yyyy" : "d MMMM yyyy", german ? Locale.GERMANY : Locale.UK));
    }
}
