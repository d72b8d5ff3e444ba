package io.belastbar.report;

import java.util.function.Function;

/** The same sentence in both languages of our reports. */
public record Sentence(String english, String german) {

    /** A text of another's, such as a name, which is not translated. */
    public static Sentence verbatim(String text) {
        return new Sentence(text, text);
    }

    /** Builds both, each with its numbers. */
    public static Sentence of(Function<ReportLanguage, String> text) {
        return new Sentence(text.apply(ReportLanguage.ENGLISH), text.apply(ReportLanguage.GERMAN));
    }

    public String in(ReportLanguage language) {
        return language == ReportLanguage.GERMAN ? german : english;
    }
}
