package io.belastbar.load.report.chart;

import io.belastbar.wording.ReportLanguage;

/** Texts of one page: one language, escaped for HTML. */
public record PageText(ReportLanguage language) {

    public static final String NOTHING = "–";

    /** Our own words, which hold no markup. */
    public String say(String english, String german) {
        return language == ReportLanguage.GERMAN ? german : english;
    }

    /** For any place in HTML: text, attribute in quotes. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(point < ' ' && point != '\n' && point != '\t' ? 0xFFFD : point);
            }
        });
        return escaped.toString();
    }

    /** In milliseconds, without the unit. */
    public String bareMillis(double millis) {
        return Double.isFinite(millis) ? language.number(millis) : NOTHING;
    }

    public String millis(double millis) {
        return Double.isFinite(millis) ? language.millis(millis) : NOTHING;
    }

    public String perSecond(double rate) {
        return Double.isFinite(rate) ? language.perSecond(rate) : NOTHING;
    }

    public String count(long count) {
        return language.number(count, 0);
    }

    /** An amount of memory or traffic, in powers of a thousand. */
    public String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1_000 && unit < units.length - 1) {
            value /= 1_000;
            unit++;
        }
        return (unit == 0 ? count(bytes) : language.number(value)) + " " + units[unit];
    }

    /** Time since the start of the run: {@code 1:05} or {@code 1:00:05}. */
    public static String clock(int second) {
        int hours = second / 3_600;
        String minutes = String.valueOf(second / 60 % 60);
        String seconds = (second % 60 < 10 ? "0" : "") + second % 60;
        return hours == 0
                ? minutes + ":" + seconds
                : hours + ":" + (minutes.length() < 2 ? "0" : "") + minutes + ":" + seconds;
    }
}
