package io.belastbar.load.imports;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.imports.content.ForeignFile;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** In which form a tool wrote its results, told from the first bytes of the file. */
public enum FileForm {
    K6_SUMMARY(ImportFormat.K6_SUMMARY, "a summary of k6", "milliseconds"),
    K6_STREAM(ImportFormat.K6_STREAM, "what k6 writes with --out json", "milliseconds"),
    K6_CSV(ImportFormat.K6_CSV, "what k6 writes with --out csv", "milliseconds"),
    JTL_CSV(ImportFormat.JMETER, "results of JMeter (JTL as CSV)", "milliseconds"),
    JTL_XML(ImportFormat.JMETER, "results of JMeter (JTL as XML)", "milliseconds"),
    GATLING_LOG(ImportFormat.GATLING, "a simulation.log of Gatling", "milliseconds"),
    WRK2_TEXT(ImportFormat.HDRHISTOGRAM, "output of wrk2", "milliseconds"),
    PERCENTILE_TEXT(ImportFormat.HDRHISTOGRAM, "a percentile distribution printed by HdrHistogram", null),
    HISTOGRAM_LOG(ImportFormat.HDRHISTOGRAM, "an HdrHistogram log", null);

    private static final Pattern K6_POINT =
            Pattern.compile("^\\{[^\\n]*\"type\"\\s*:\\s*\"(?:Metric|Point)\"", Pattern.UNICODE_CASE);
    private static final Pattern K6_METRICS = Pattern.compile("\"(?:metrics|root_group|k6_version)\"\\s*:");
    private static final Pattern K6_HEADER = Pattern.compile("^\"?metric_name\"?,\"?timestamp\"?,\"?metric_value\"?");
    private static final Pattern GATLING_LINE = Pattern.compile("^(?:RUN|ASSERTION|USER|REQUEST|GROUP|ERROR)\\t");
    private static final Pattern GATLING_BINARY = Pattern.compile("^\\x00{4}[\\x03-\\x20]\\d+\\.\\d+");
    private static final Pattern JTL_HEADER =
            Pattern.compile("^(?=[^\\n]*(?<![A-Za-z])timeStamp(?![A-Za-z]))[^\\n]*(?<![A-Za-z])elapsed(?![A-Za-z])");
    private static final Pattern JTL_ROW = Pattern.compile("^1\\d{12}([,;\\t|])\\d+\\1[^\\n]*\\1(?:true|false)\\1");
    private static final Pattern RUNNING = Pattern.compile("^\\s*Running \\S+ test @", Pattern.MULTILINE);
    private static final Pattern WRK2 = Pattern.compile("HdrHistogram - (?:Recorded|Uncorrected) Latency");
    private static final Pattern TABLE = Pattern.compile("^\\s*Value\\s+Percentile\\s+TotalCount", Pattern.MULTILINE);
    private static final Pattern INTERVAL = Pattern.compile(
            "^(?:\"StartTimestamp\"|#\\[(?:StartTime|BaseTime|Histogram log)|(?:Tag=[^,\\n]*,)?"
                    + "\\d+(?:\\.\\d+)?,\\d+(?:\\.\\d+)?,\\d+(?:\\.\\d+)?,HIST)",
            Pattern.MULTILINE);

    private final ImportFormat format;
    private final String words;
    private final String unitOrNull;

    FileForm(ImportFormat format, String words, String unitOrNull) {
        this.format = format;
        this.words = words;
        this.unitOrNull = unitOrNull;
    }

    public ImportFormat format() {
        return format;
    }

    /** What the file is, such as "output of wrk2". */
    public String words() {
        return words;
    }

    /** The unit that the tool always writes; empty where it writes any. */
    public Optional<String> unit() {
        return Optional.ofNullable(unitOrNull);
    }

    /**
     * The form of a file.
     *
     * @param named by the caller; null: told from the file
     * @throws InvalidInput if it looks like no form that can be read, or like another one than was named
     */
    static FileForm of(ImportFormat named, byte[] head) {
        String text =
                new String(head, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading();
        Optional<FileForm> told = told(text);
        if (named == null) {
            return told.orElseThrow(() -> unknown(text));
        }
        if (told.isPresent() && told.get().format != named) {
            throw InvalidInput.of(
                    "format",
                    "must be " + told.get().format.label() + " or auto: the file is " + told.get().words,
                    named.label());
        }
        if (told.isEmpty()) {
            ForeignFile.of(text).ifPresent(foreign -> {
                throw foreign.refused();
            });
        }
        return told.orElseGet(() -> usual(named, text));
    }

    private static Optional<FileForm> told(String text) {
        if (text.startsWith("{")) {
            return json(text);
        }
        if (K6_HEADER.matcher(text).find()) {
            return Optional.of(K6_CSV);
        }
        if (GATLING_LINE.matcher(text).find() || GATLING_BINARY.matcher(text).find()) {
            return Optional.of(GATLING_LOG);
        }
        if (text.startsWith("<") && text.contains("<testResults")) {
            return Optional.of(JTL_XML);
        }
        return JTL_HEADER.matcher(text).find() ? Optional.of(JTL_CSV) : histogram(text);
    }

    private static Optional<FileForm> json(String text) {
        if (K6_POINT.matcher(text).find()) {
            return Optional.of(K6_STREAM);
        }
        boolean summary =
                K6_METRICS.matcher(text).find() && ForeignFile.of(text).isEmpty();
        return summary ? Optional.of(K6_SUMMARY) : Optional.empty();
    }

    private static Optional<FileForm> histogram(String text) {
        if (WRK2.matcher(text).find() || RUNNING.matcher(text).find()) {
            return Optional.of(WRK2_TEXT);
        }
        if (TABLE.matcher(text).find()) {
            return Optional.of(PERCENTILE_TEXT);
        }
        return INTERVAL.matcher(text).find() ? Optional.of(HISTOGRAM_LOG) : Optional.empty();
    }

    /** The form in which a file of this format is read that does not look like it; the reader says why it cannot. */
    private static FileForm usual(ImportFormat format, String text) {
        return switch (format) {
            case K6_SUMMARY -> K6_SUMMARY;
            case K6_STREAM -> K6_STREAM;
            case K6_CSV -> K6_CSV;
            case JMETER -> text.startsWith("<") ? JTL_XML : JTL_CSV;
            case GATLING -> GATLING_LOG;
            case HDRHISTOGRAM -> HISTOGRAM_LOG;
        };
    }

    private static InvalidInput unknown(String text) {
        Optional<ForeignFile> foreign = ForeignFile.of(text);
        if (foreign.isPresent()) {
            return foreign.get().refused();
        }
        if (text.isBlank()) {
            throw InvalidInput.of("the file", "is empty: it has blank lines only", "no text");
        }
        String first = text.lines().findFirst().orElseThrow();
        if (JTL_ROW.matcher(text).find()) {
            return InvalidInput.of(
                    "the file",
                    "looks like JMeter results without their header line: set"
                            + " jmeter.save.saveservice.print_field_names=true, or put the names of the columns before"
                            + " the first row",
                    first);
        }
        if (text.chars().limit(1_024).anyMatch(letter -> letter == 0)) {
            return InvalidInput.of(
                    "the file", "is binary: results are text, as they are or packed by gzip", "NUL bytes");
        }
        String what = text.startsWith("{") || text.startsWith("[") ? "JSON of no tool that is known here" : "not known";
        return InvalidInput.of(
                "format",
                "cannot be told from the file, which is " + what + "; can be read: " + ImportFormat.labels(),
                first.length() > 120 ? first.substring(0, 120) + "…" : first);
    }
}
