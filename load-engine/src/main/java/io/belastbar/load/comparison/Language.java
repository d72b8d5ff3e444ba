package io.belastbar.load.comparison;

import io.belastbar.web.problem.InvalidInput;
import java.util.Locale;

/** The languages in which a comparison speaks. */
public enum Language {
    DE(Locale.GERMANY),
    EN(Locale.UK);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** @throws InvalidInput for anything but {@code de} and {@code en} */
    public static Language of(String tag) {
        return switch (tag) {
            case "de" -> DE;
            case "en" -> EN;
            default -> throw InvalidInput.of("lang", "must be de or en", tag);
        };
    }

    public Locale locale() {
        return locale;
    }

    public String tag() {
        return locale.getLanguage();
    }

    /** The German or the English of the two. */
    public String choose(String german, String english) {
        return this == DE ? german : english;
    }
}
