package io.belastbar.capacity.plan.reading;

import io.belastbar.capacity.plan.Checklist;
import io.belastbar.capacity.plan.Checklist.Task;
import io.belastbar.document.DocumentNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads lists of tasks. A task is a text, or {@code {done, text, owner, due}}. Owner and day may stand in brackets at the end
 * of the text: {@code (owner DevOps, due 2026-01-31)}, with or without colons. The list's name gives the day of those that
 * have none.
 */
final class ChecklistReader {
    private static final Set<String> FIELDS = Set.of("done", "text", "owner", "due");
    private static final int TASKS_MAX = 1_000;
    private static final Pattern END = Pattern.compile("(.*\\S)\\s*\\(([^()]+)\\)\\s*", Pattern.DOTALL);
    private static final Pattern OWNER = Pattern.compile("(?i)(?:owner|verantwortlich)(?::\\s*|\\s+)(\\S.*)");
    private static final Pattern DUE = Pattern.compile("(?i)(?:due|bis)(?::\\s*(.+)|\\s+(\\d{4}-\\d{2}-\\d{2}))");

    private final Reader reader;

    ChecklistReader(Reader reader) {
        this.reader = reader;
    }

    Checklist read(String name, DocumentNode list) {
        LocalDate due = PlanKey.year(name).orElse(null);
        if (list.items().size() > TASKS_MAX) {
            reader.errors()
                    .add(
                            list,
                            "must have at most " + TASKS_MAX + " tasks",
                            String.valueOf(list.items().size()));
            return new Checklist(name, List.of(), reader.place(list));
        }
        List<Task> tasks = list.items().stream()
                .map(item -> task(item, due))
                .flatMap(Optional::stream)
                .toList();
        return new Checklist(name, tasks, reader.place(list));
    }

    private Optional<Task> task(DocumentNode item, LocalDate listDue) {
        if (item.kind() == DocumentNode.Kind.SCALAR) {
            return Optional.of(task(item, false, reader.line(item), null, listDue));
        }
        if (!item.requireMapping(reader.errors())) {
            return Optional.empty();
        }
        item.rejectUnknown(FIELDS, reader.errors());
        return Optional.of(task(
                item,
                item.optionalBoolean("done", reader.errors()).orElse(false),
                reader.line(item.required("text", reader.errors())),
                item.optional("owner").map(reader::line).orElse(null),
                item.optional("due").flatMap(reader::day).orElse(listDue)));
    }

    private Task task(DocumentNode item, boolean done, String written, String owner, LocalDate due) {
        Matcher end = END.matcher(written);
        List<String> named = end.matches() ? parts(end.group(2)) : List.of();
        if (named.isEmpty() || !named.stream().allMatch(ChecklistReader::isNamed)) {
            return new Task(done, written, owner, due, reader.place(item));
        }
        String lastOwner = owner;
        LocalDate lastDue = due;
        for (String one : named) {
            Matcher whose = OWNER.matcher(one);
            Matcher when = DUE.matcher(one);
            if (whose.matches()) {
                lastOwner = whose.group(1);
            } else if (when.matches()) {
                lastDue = day(item, when.group(1) == null ? when.group(2) : when.group(1))
                        .orElse(due);
            }
        }
        return new Task(done, end.group(1), lastOwner, lastDue, reader.place(item));
    }

    private static List<String> parts(String text) {
        return Stream.of(text.split(",")).map(String::strip).toList();
    }

    private static boolean isNamed(String part) {
        return OWNER.matcher(part).matches() || DUE.matcher(part).matches();
    }

    private Optional<LocalDate> day(DocumentNode item, String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException noDay) {
            reader.errors().add(item, "the day after due: must be such as 2026-12-31", text);
            return Optional.empty();
        }
    }
}
