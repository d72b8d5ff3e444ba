package io.belastbar.report;

import java.util.regex.Pattern;

/** The one escape of Markdown (CommonMark 0.31 with tables): what comes from others stays text, on one line. */
final class Markdown {

    // An underscore inside a word is no emphasis, and names of figures are full of them. "< 5" opens no tag.
    private static final Pattern SPECIAL =
            Pattern.compile("[\\\\`*\\[\\]|~&]|<(?=[\\p{L}/!?])|(?<=\\S)>|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])");

    private static final Pattern BREAK = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    private Markdown() {}

    static String escape(String text) {
        return SPECIAL.matcher(BREAK.matcher(text).replaceAll(" ")).replaceAll("\\\\$0");
    }
}
