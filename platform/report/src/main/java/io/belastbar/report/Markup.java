package io.belastbar.report;

/**
 * A piece of HTML or SVG that is written as it is. Everything else is escaped on its way into a page, so whoever makes
 * one answers for what is in it.
 */
public record Markup(String html) {

    public static final Markup NONE = new Markup("");

    /** For any place in HTML and XML: between tags, and in attributes with quotes. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(forbidden(point) ? 0xFFFD : point);
            }
        });
        return escaped.toString();
    }

    /** What XML 1.0 (section 2.2) does not know; a browser would drop it or close the document. */
    private static boolean forbidden(int point) {
        return point < ' ' && point != '\n' && point != '\t'
                || point >= 0xD800 && point <= 0xDFFF
                || point >= 0xFFFE && point <= 0xFFFF;
    }

    @Override
    public String toString() {
        return html;
    }
}
