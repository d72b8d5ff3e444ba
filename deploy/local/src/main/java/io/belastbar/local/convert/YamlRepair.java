package io.belastbar.local.convert;

import io.belastbar.document.DocumentParser;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.RefusedInput;
import io.belastbar.local.convert.Conversion.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Makes YAML of what people take for it, line by line, so that each keeps its number: a docstring before the first key
 * becomes a comment, and a task {@code - [ ] text} becomes {@code {done: false, text: "text"}}.
 */
final class YamlRepair {

    private static final Pattern TASK = Pattern.compile("(\\s*-\\s+)\\[([ xX])]\\s+(\\S.*)");
    /** Each list is found by reading the document up to it. */
    private static final int LISTS_MAX = 200;

    private final List<String> lines;
    private final List<Remark> notes = new ArrayList<>();

    private YamlRepair(String text) {
        lines = new ArrayList<>(text.lines().toList());
    }

    /** The document with notes of what was changed; without notes it is as it was. */
    static Conversion of(String text) {
        var repair = new YamlRepair(text);
        repair.docstring();
        for (int list = 0; list < LISTS_MAX; list++) {
            var fault = repair.firstFault();
            if (fault.isEmpty() || !repair.isTask(fault.getAsInt())) {
                break;
            }
            repair.tasks(fault.getAsInt());
        }
        return new Conversion(repair.notes.isEmpty() ? text : repair.text(), List.of(), repair.notes);
    }

    private void docstring() {
        int first = 0;
        while (first < lines.size() && lines.get(first).strip().matches("|#.*|---")) {
            first++;
        }
        if (first == lines.size() || !lines.get(first).matches("(\"\"\"|''').*")) {
            return;
        }
        var quotes = lines.get(first).substring(0, 3);
        int last = first;
        int end = lines.get(first).indexOf(quotes, 3);
        while (end < 0 && ++last < lines.size()) {
            end = lines.get(last).indexOf(quotes);
        }
        if (end >= 0 && lines.get(last).substring(end + 3).isBlank()) {
            for (int line = first; line <= last; line++) {
                lines.set(line, "# " + lines.get(line));
            }
            notes.add(new Remark(first + 1, "the docstring is read over: it is no YAML"));
        }
    }

    private OptionalInt firstFault() {
        try {
            DocumentParser.parse(text());
            return OptionalInt.empty();
        } catch (InvalidInput invalid) {
            return OptionalInt.of(invalid.errors().getFirst().line() - 1);
        } catch (RefusedInput tooLarge) {
            return OptionalInt.empty();
        }
    }

    /** The tasks that follow one another, from the first that is no YAML. */
    private void tasks(int first) {
        int count = 0;
        for (int line = first; isTask(line); line++) {
            var task = TASK.matcher(lines.get(line));
            if (task.matches()) {
                count++;
                lines.set(
                        line,
                        "%s{done: %s, text: %s}"
                                .formatted(
                                        task.group(1),
                                        !task.group(2).equals(" "),
                                        NativeBudget.quoted(task.group(3).strip())));
            }
        }
        notes.add(new Remark(first + 1, count + (count == 1 ? " task is" : " tasks are") + " read as {done, text}"));
    }

    private boolean isTask(int line) {
        return line < lines.size() && TASK.matcher(lines.get(line)).matches();
    }

    private String text() {
        return String.join("\n", lines) + "\n";
    }
}
