package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.LineReader;
import io.belastbar.load.imports.source.Row;
import io.belastbar.load.result.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JMeter results as CSV with a header line, whatever the columns' order and separator. */
public final class JtlCsv {

    private static final List<String> REQUIRED = List.of("timeStamp", "elapsed", "label", "success");
    private static final String SEPARATORS = ",;\t|";
    private static final List<DateTimeFormatter> TIMES = List.of(
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SSS"),
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS"),
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss"));

    private final ImportContext context;
    private final Faults faults = new Faults("the JMeter results");
    private final LineReader lines;
    private final JtlSamples samples;
    private final Map<String, Integer> columns = new HashMap<>();
    private char separator;

    public JtlCsv(InputStream in, ImportContext context) {
        this.context = context;
        this.lines = new LineReader(in, context.limits().lineBytesMax(), faults);
        this.samples = new JtlSamples(context, faults);
    }

    public RunResult read() throws IOException {
        header(lines.next());
        for (String line = record(); line != null; line = record()) {
            if (!line.isBlank()) {
                try {
                    samples.add(sample(Row.splitQuoted(lines.number(), line, separator)));
                } catch (FieldFault fault) {
                    faults.add(fault);
                }
            }
        }
        return samples.result();
    }

    private void header(String line) {
        String header = line == null ? "" : line;
        separator = (char) header.chars()
                .filter(letter -> SEPARATORS.indexOf(letter) >= 0)
                .findFirst()
                .orElse(',');
        try {
            List<String> names = Row.splitQuoted(1, header, separator).values();
            for (int index = 0; index < names.size(); index++) {
                columns.putIfAbsent(names.get(index).strip(), index);
            }
        } catch (FieldFault fault) {
            throw faults.fatal(fault);
        }
        for (String required : REQUIRED) {
            if (!columns.containsKey(required)) {
                faults.add(new FieldFault(
                        1,
                        1,
                        required,
                        "must be a column of the first line (jmeter.save.saveservice.print_field_names)",
                        header));
            }
        }
        faults.throwIfAny();
    }

    /** One record, which may go over several lines when a quoted field holds line ends. */
    private String record() throws IOException {
        String record = lines.next();
        if (record == null || !open(record)) {
            return record;
        }
        StringBuilder whole = new StringBuilder(record);
        int first = lines.number();
        while (open(whole)) {
            String more = lines.next();
            if (more == null
                    || whole.length() + more.length() > context.limits().lineBytesMax()) {
                throw faults.fatal(new FieldFault(first, null, "line", "must close the quotes that it opens", record));
            }
            whole.append('\n').append(more);
        }
        return whole.toString();
    }

    private static boolean open(CharSequence text) {
        return text.chars().filter(letter -> letter == '"').count() % 2 == 1;
    }

    private JtlSamples.Jtl sample(Row row) {
        String success = row.text(columns.get("success"), "success").strip();
        if (!success.equals("true") && !success.equals("false")) {
            throw row.fault(columns.get("success"), "success", "must be true or false");
        }
        return new JtlSamples.Jtl(
                row.line(),
                time(row, columns.get("timeStamp")),
                row.number(columns.get("elapsed"), "elapsed", 0, Integer.MAX_VALUE),
                row.text(columns.get("label"), "label"),
                optional(row, "responseCode").orElse(""),
                optional(row, "responseMessage").orElse(""),
                success.equals("true"),
                number(row, "bytes", 0),
                number(row, "sentBytes", 0),
                number(row, "allThreads", -1));
    }

    private long time(Row row, int column) {
        String text = row.text(column, "timeStamp").strip();
        if (text.chars().allMatch(Character::isDigit)) {
            return row.number(column, "timeStamp", 0, 1L << 43);
        }
        for (DateTimeFormatter format : TIMES) {
            Optional<LocalDateTime> time = parse(text, format);
            if (time.isPresent()) {
                samples.timesAreFormatted();
                return time.get().toInstant(ZoneOffset.UTC).toEpochMilli();
            }
        }
        throw row.fault(
                column, "timeStamp", "must be milliseconds since 1970 or a time such as 2026/05/09 14:34:45.620");
    }

    private static Optional<LocalDateTime> parse(String text, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(text, format));
        } catch (DateTimeException otherFormat) {
            return Optional.empty();
        }
    }

    private Optional<String> optional(Row row, String field) {
        return Optional.ofNullable(columns.get(field)).map(column -> row.text(column, field));
    }

    private long number(Row row, String field, long otherwise) {
        Integer column = columns.get(field);
        return column == null ? otherwise : row.number(column, field, 0, Long.MAX_VALUE);
    }
}
