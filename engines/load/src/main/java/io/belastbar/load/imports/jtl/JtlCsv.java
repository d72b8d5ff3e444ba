package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.source.Faults;
import io.belastbar.load.imports.source.FieldFault;
import io.belastbar.load.imports.source.LineReader;
import io.belastbar.load.imports.source.Row;
import io.belastbar.load.result.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;

/**
 * Reads JMeter results as CSV with a header line, whatever the columns' order and separator. JMeter ends every line, so
 * a last one without its end is left out: 250 may have been cut to 2.
 */
public final class JtlCsv {

    private static final Pattern SAMPLE = Pattern.compile("\\d{13}\\W\\d.*");

    private final ImportContext context;
    private final Faults faults = new Faults("the JMeter results");
    private final LineReader lines;
    private final JtlSamples samples;
    private final JtlTime times = new JtlTime();
    private JtlHeader header;
    private boolean any;

    public JtlCsv(InputStream in, ImportContext context) {
        this.context = context;
        this.lines = new LineReader(in, context.limits().lineBytesMax(), faults);
        this.samples = new JtlSamples(context, faults);
    }

    public RunResult read() throws IOException {
        String first = lines.next();
        header = JtlHeader.of(lines.number(), first == null ? "" : first, faults);
        samples.notes().headers = 1;
        for (String line = record(); line != null; line = record()) {
            if (!line.isBlank()) {
                read(line);
            }
        }
        return samples.result(times);
    }

    private void read(String line) {
        if (JtlHeader.isOne(line)) {
            header = JtlHeader.of(lines.number(), line, faults);
            samples.notes().headers++;
            return;
        }
        try {
            Row row = Row.splitQuoted(lines.number(), line, header.separator());
            try {
                Jtl sample = Jtl.of(header.fields(row), times);
                if (lines.isCut() && any && !header.endsWhole(row)) {
                    faults.withoutEnd(lines.number());
                    return;
                }
                samples.addFlat(sample);
                any = true;
            } catch (FieldFault fault) {
                faults.addUnlessCut(fault, lines.isCut() && row.endsIn(fault));
            }
        } catch (FieldFault fault) {
            faults.addUnlessCut(fault, lines.isCut());
        }
    }

    /** One record, which may go over several lines when a quoted field holds line ends. */
    private String record() throws IOException {
        String record = lines.next();
        if (record == null || !open(record)) {
            return record;
        }
        StringBuilder whole = new StringBuilder(record);
        int first = lines.number();
        boolean swallowed = false;
        while (open(whole)) {
            String more = lines.next();
            if (more == null && lines.isCut() && !swallowed) {
                faults.cut(openQuote(first, record));
                return null;
            }
            if (more == null
                    || whole.length() + more.length() > context.limits().lineBytesMax()) {
                throw faults.fatal(openQuote(first, record));
            }
            swallowed |= SAMPLE.matcher(more).matches();
            whole.append('\n').append(more);
        }
        return whole.toString();
    }

    private static FieldFault openQuote(int line, String record) {
        return new FieldFault(line, null, "line", "must close the quotes that it opens", record);
    }

    private static boolean open(CharSequence text) {
        return text.chars().filter(letter -> letter == '"').count() % 2 == 1;
    }
}
