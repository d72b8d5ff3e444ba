package io.belastbar.local.convert;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page with promises. A heading names the subject of a bullet {@code **Ziel:**} or {@code **Goal:**}, bullets with a
 * limit below it are goals of its parts; below a heading that speaks of targets or alerts, each bullet is one. What was
 * reached is read over: measurements tell it.
 */
final class MarkdownPage {

    private static final Pattern TARGETS = Pattern.compile("(?i)\\b(?:ziel\\S*|targets?)\\b");
    private static final Pattern ALERTS = Pattern.compile("(?i)\\b(?:alerts?|alarme?)\\b");
    private static final Pattern GOAL = Pattern.compile("\\s*[-*]\\s+\\*\\*(?:Ziel|Goal):?\\*\\*:?\\s*(.+)");
    private static final Pattern PART = Pattern.compile(
            "\\s{2,}[-*]\\s+([^:*]+):\\s*(" + Phrase.SIGN + ".*)", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern BUNDLE =
            Pattern.compile("(?i)\\s*(?:[-*]|\\d+\\.)\\s+\\*\\*(bundle.?size):?\\*\\*:?\\s*([<≤].+)");
    private static final Pattern BULLET =
            Pattern.compile("\\s*[-*]\\s+(?:\\*\\*(.+?):?\\*\\*:?\\s*(.*)|([^*:]+):\\s+(.*))");
    private static final Pattern CODE =
            Pattern.compile("@dataclass.*|performance_baselines:.*|apiVersion:\\s*openslo.*");

    private final NativeBudget budget = new NativeBudget();
    private String heading;
    /** The line at which code began; 0 outside of code. */
    private int code;

    private MarkdownPage() {}

    /** What is promised on a page; nothing, with notes, if it promises nothing. */
    static NativeBudget read(String text) {
        var page = new MarkdownPage();
        int number = 0;
        for (var line : text.lines().toList()) {
            page.line(line, ++number);
        }
        if (page.code > 0) {
            page.budget.note(page.code, "code begins here and never ends: nothing below is read");
        }
        return page.budget;
    }

    static boolean isHeading(String line) {
        int level = 0;
        while (level < line.length() && line.charAt(level) == '#') {
            level++;
        }
        return level >= 1 && level <= 6 && level < line.length() && Character.isWhitespace(line.charAt(level));
    }

    private void line(String line, int number) {
        if (line.strip().startsWith("```")) {
            code = code == 0 ? number : 0;
        } else if (code > 0) {
            if (CODE.matcher(line).matches()) {
                budget.note(number, "code is read over; as a file of its own it could be read: " + line.strip());
            }
        } else if (isHeading(line)) {
            heading = plain(line);
            noteLimit(line, number);
        } else {
            promise(line, number);
        }
    }

    private void promise(String line, int number) {
        var goal = GOAL.matcher(line);
        var part = PART.matcher(line);
        var bundle = BUNDLE.matcher(line);
        if (goal.matches() && heading != null) {
            goal(goal.group(1), number);
        } else if (isTarget(line, part.matches())) {
            target(line, number);
        } else if (part.matches() && heading != null) {
            Goals.read(heading + ": " + part.group(1).strip(), part.group(2), number, budget);
        } else if (bundle.matches()) {
            Goals.read(bundle.group(1), bundle.group(2), number, budget);
        } else {
            noteLimit(line, number);
        }
    }

    /** Below its heading a bullet is a target; one of the usual names also where it could be a part of a goal. */
    private boolean isTarget(String line, boolean part) {
        var bullet = BULLET.matcher(line);
        return heading != null
                && (TARGETS.matcher(heading).find() || ALERTS.matcher(heading).find())
                && bullet.matches()
                && (!part || Targets.named(name(bullet)).isPresent());
    }

    private static String name(Matcher bullet) {
        return (bullet.group(1) == null ? bullet.group(3) : bullet.group(1)).strip();
    }

    private void goal(String text, int number) {
        if (text.chars().noneMatch(Character::isDigit)) {
            budget.note(number, "not understood: a goal without a number: " + text);
        } else {
            Goals.read(heading, text, number, budget);
        }
    }

    private void target(String line, int number) {
        var bullet = BULLET.matcher(line);
        bullet.matches();
        var name = name(bullet);
        var text = (bullet.group(1) == null ? bullet.group(4) : bullet.group(2)).strip();
        var figure = Targets.named(name);
        if (figure.isEmpty()) {
            budget.note(number, "not understood: " + name + " " + text + "; " + Targets.NAMES);
        } else if (text.chars().noneMatch(Character::isDigit)
                && !(text.isEmpty() && figure.get().mayBeExhausted())) {
            budget.note(number, "not understood: a limit without a number: " + name + ": " + text);
        } else {
            Targets.read(!TARGETS.matcher(heading).find(), figure.get(), text, number, budget);
        }
    }

    private void noteLimit(String line, int number) {
        if (Phrase.limits(line)) {
            budget.note(number, "has a limit, but promises nothing by its form: " + line.strip());
        }
    }

    /** A heading's words: without symbols before them and without brackets or signs after them. */
    private static String plain(String line) {
        var text = line.strip();
        int from = 0;
        while (from < text.length() && !Character.isLetterOrDigit(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        int to = text.length();
        while (to > from && text.charAt(to - 1) == '#') {
            to--;
        }
        text = text.substring(from, to).strip();
        int bracket = text.lastIndexOf('(');
        return bracket > 0 && text.endsWith(")") ? text.substring(0, bracket).strip() : text;
    }
}
