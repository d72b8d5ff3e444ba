package io.belastbar.budget.format;

import io.belastbar.document.RefusedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A Markdown page, line by line, each under its heading. */
final class Markdown {

    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern DECORATION = Pattern.compile("^[^\\p{L}\\p{N}]+|\\s*\\([^)]*\\)\\s*$");

    private Markdown() {}

    /**
     * A line outside of code blocks.
     *
     * @param heading the nearest above, without symbols before it and brackets after it; null before the first
     */
    record Line(int number, String heading, String text) {}

    /** Whether a text has headings and is no mapping in YAML, whose comments look like headings. */
    static boolean is(DocumentText text) {
        return text.text().lines().anyMatch(line -> HEADING.matcher(line).matches()) && !isMapping(text);
    }

    private static boolean isMapping(DocumentText text) {
        try {
            return !text.root().fields().isEmpty();
        } catch (RefusedInput noYaml) {
            return false;
        }
    }

    static List<Line> lines(String text) {
        var lines = new ArrayList<Line>();
        String heading = null;
        boolean code = false;
        int number = 0;
        for (var line : text.lines().toList()) {
            number++;
            if (line.strip().startsWith("```")) {
                code = !code;
                continue;
            }
            var match = HEADING.matcher(line);
            if (!code && match.matches()) {
                heading = DECORATION.matcher(match.group(1)).replaceAll("").strip();
            } else if (!code) {
                lines.add(new Line(number, heading, line));
            }
        }
        return lines;
    }
}
