package io.belastbar.local;

import java.util.Locale;

/** The languages of a report. */
public enum ReportLanguage {
    EN,
    DE;

    public String say(String english, String german) {
        return switch (this) {
            case EN -> english;
            case DE -> german;
        };
    }

    /** Of its numbers. */
    public Locale locale() {
        return switch (this) {
            case EN -> Locale.ROOT;
            case DE -> Locale.GERMANY;
        };
    }

    /** As in {@code ?lang=}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
