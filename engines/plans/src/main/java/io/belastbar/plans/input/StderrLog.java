package io.belastbar.plans.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL's log as text: whatever {@code log_line_prefix} puts in front, then {@code LOG:} and the message, whose
 * further lines begin with a tab. Lines of other programs in between are passed over.
 */
final class StderrLog {
    private static final Pattern MESSAGE = Pattern.compile(
            "(?<![A-Za-z])(LOG|DETAIL|HINT|STATEMENT|CONTEXT|QUERY|ERROR|WARNING|NOTICE|INFO|FATAL|PANIC|DEBUG\\d?):  ?");
    private static final Pattern DURATION =
            Pattern.compile("^[^\\t\\n][^\\n]*LOG:  ?duration: |^LOG:  ?duration: ", Pattern.MULTILINE);
    private static final int PREFIX_MAX = 500;

    private final List<LogMessage> messages = new ArrayList<>();
    private StringBuilder open = new StringBuilder();
    private String kind = "";
    private int line;
    private int column;

    private StderrLog() {}

    static boolean isOne(String text) {
        return DURATION.matcher(text).find();
    }

    /** Whether the first line is one of a log, so that what follows is none of a plan that was handed in alone. */
    static boolean beginsLikeOne(String text) {
        Optional<String> first = text.lines().filter(line -> !line.isBlank()).findFirst();
        return first.filter(line -> !line.startsWith("\t") && mark(line).find()).isPresent();
    }

    static List<LogMessage> messages(String text) {
        StderrLog log = new StderrLog();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            log.line(++number, line);
        }
        log.close();
        return log.messages;
    }

    private void line(int number, String text) {
        if (text.startsWith("\t") || isPlansLine(text)) {
            open.append('\n').append(text);
            return;
        }
        Matcher mark = mark(text);
        close();
        if (mark.find()) {
            kind = mark.group(1);
            line = number;
            column = mark.end() + 1;
            open = new StringBuilder(text.substring(mark.end()));
        }
    }

    /** Tabs are lost when a log is copied from a terminal: JSON tells itself. */
    private boolean isPlansLine(String text) {
        String start = text.stripLeading();
        return open.indexOf("duration: ") == 0
                && !start.isEmpty()
                && (text.startsWith("  ")
                        || "{}[]".indexOf(start.charAt(0)) >= 0 && !mark(text).find());
    }

    private static Matcher mark(String line) {
        return MESSAGE.matcher(line).region(0, Math.min(line.length(), PREFIX_MAX));
    }

    private void close() {
        if (kind.equals("LOG")) {
            messages.add(new LogMessage(line, column, open.toString(), "", false));
        } else if (kind.equals("DETAIL") && !messages.isEmpty()) {
            messages.add(messages.removeLast().withDetail(open.toString()));
        }
        kind = "";
        open = new StringBuilder();
    }
}
