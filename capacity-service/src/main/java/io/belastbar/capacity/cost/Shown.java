package io.belastbar.capacity.cost;

import io.belastbar.capacity.cost.price.Means;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;

/** How amounts, money and days of capacity read. */
public final class Shown {

    private Shown() {}

    /** With its unit. */
    public static String amount(Means means, double value, ReportLanguage language) {
        return switch (means) {
            case STORAGE -> language.bytes(value);
            case THROUGHPUT -> language.perSecond(value);
            case CONNECTIONS, TENANTS -> language.number(value);
        };
    }

    /** {@code 4,500.00 EUR} or {@code 4.500,00 EUR}; without hundredths where they are none. */
    public static String money(BigDecimal amount, String currency, ReportLanguage language) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return language.number(amount.doubleValue(), digits) + " " + currency;
    }

    /** {@code March 2027} or {@code März 2027}. */
    public static String month(YearMonth month, ReportLanguage language) {
        return DateTimeFormatter.ofPattern("LLLL yyyy", language.locale()).format(month);
    }

    /** {@code 14 Mar 2027} or {@code 14.03.2027}. */
    public static String day(LocalDate day, ReportLanguage language) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(language.locale())
                .format(day);
    }

    public static Sentence month(YearMonth month) {
        return Sentence.of(language -> month(month, language));
    }

    public static Sentence amount(Means means, double value) {
        return Sentence.of(language -> amount(means, value, language));
    }

    public static Sentence money(BigDecimal amount, String currency) {
        return Sentence.of(language -> money(amount, currency, language));
    }

    public static Sentence day(LocalDate day) {
        return Sentence.of(language -> day(day, language));
    }
}
