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

/**
 * Reads lists of tasks. A task is a text, or {@code {done, text, owner, due}}. Owner and day may stand at the end of the
 * text: {@code (owner: DevOps, due: 2026-01-31)}. The list's name gives the day of those that have none.
 */
final class ChecklistReader {
    private static final Set<String> FIELDS = Set.of("done", "text", "owner", "due");
    private static final Pattern END = Pattern.compile(
            "(.*\\S)\\s*\\(((?:owner|verantwortlich|due|bis):[^()]+)\\)\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern NAMED =
            Pattern.compile("(owner|verantwortlich|due|bis):\\s*([^,]+)", Pattern.CASE_INSENSITIVE);

    private final Reader reader;

    ChecklistReader(Reader reader) {
        this.reader = reader;
    }

    Checklist read(String name, DocumentNode list) {
        LocalDate due = PlanKey.year(name).orElse(null);
        List<Task> tasks = list.items().stream()
                .map(item -> task(item, due))
                .flatMap(Optional::stream)
                .toList();
        return new Checklist(name, tasks, reader.place(list));
    }

    private Optional<Task> task(DocumentNode item, LocalDate listDue) {
        if (item.kind() == DocumentNode.Kind.SCALAR) {
            return Optional.of(task(item, false, item.text(), null, listDue));
        }
        if (!item.requireMapping(reader.errors())) {
            return Optional.empty();
        }
        item.rejectUnknown(FIELDS, reader.errors());
        return Optional.of(task(
                item,
                item.optionalBoolean("done", reader.errors()).orElse(false),
                item.string("text", reader.errors()),
                item.optionalName("owner", reader.errors()).orElse(null),
                item.optional("due").flatMap(reader::day).orElse(listDue)));
    }

    private Task task(DocumentNode item, boolean done, String written, String owner, LocalDate due) {
        String text = written;
        Matcher end = END.matcher(written);
        if (end.matches()) {
            text = end.group(1);
            Matcher named = NAMED.matcher(end.group(2));
            while (named.find()) {
                String value = named.group(2).strip();
                if (named.group(1).matches("(?i)owner|verantwortlich")) {
                    owner = value;
                } else {
                    due = day(item, value).orElse(due);
                }
            }
        }
        return new Task(done, text, owner, due, reader.place(item));
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
