package io.belastbar.load.result;

/** What a target said, as one short line: a foreign text must neither steer a terminal nor fill a report. */
final class HarmlessText {

    /** Longer than any SQLSTATE or status. */
    static final int CODE_MAX = 16;

    static final int MESSAGE_MAX = 300;

    private static final String CUT = "…";

    private HarmlessText() {}

    /**
     * Without control and formatting characters (NUL, escape sequences, line ends, changes of the writing direction) and
     * halves of surrogate pairs: each run of these and of blanks becomes one space. Cut to this many characters.
     */
    static String of(String foreign, int max) {
        if (foreign == null) {
            return "";
        }
        StringBuilder line = new StringBuilder(Math.min(foreign.length(), max + 1));
        // Only what is kept is looked at, whatever the length of the text.
        for (int at = 0; at < foreign.length() && line.length() <= max; ) {
            int character = foreign.codePointAt(at);
            at += Character.charCount(character);
            if (isHarmless(character) && !Character.isWhitespace(character)) {
                line.appendCodePoint(character);
            } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        if (line.length() > max) {
            int end = max - CUT.length();
            line.setLength(Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
            line.append(CUT);
        }
        return line.toString().strip();
    }

    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
