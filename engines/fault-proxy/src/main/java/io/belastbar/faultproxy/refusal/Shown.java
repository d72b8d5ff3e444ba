package io.belastbar.faultproxy.refusal;

/** Received text as a message can show it: short, and without what would act on a terminal. */
public final class Shown {
    private static final int LENGTH_MAX = 100;

    private Shown() {}

    public static String of(String text) {
        var shown = new StringBuilder();
        text.codePoints().limit(LENGTH_MAX).forEach(point -> {
            if (Character.isISOControl(point)) {
                shown.append("\\u%04x".formatted(point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return text.codePointCount(0, text.length()) > LENGTH_MAX ? shown + "…" : shown.toString();
    }
}
