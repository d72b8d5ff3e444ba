package io.belastbar.load.imports;

import io.belastbar.document.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** The results of other tools that can be read. */
public enum ImportFormat {
    /** k6: {@code --summary-export} or the data of {@code handleSummary}. */
    K6_SUMMARY("k6-summary"),
    /** k6: {@code --out json}. */
    K6_STREAM("k6-stream"),
    /** JMeter: JTL as CSV with a header, or as XML. */
    JMETER("jmeter"),
    /** Gatling: {@code simulation.log} as text, 3.0 to 3.12. */
    GATLING("gatling"),
    /** An HdrHistogram log, or the percentile distribution that wrk2 and HdrHistogram print. */
    HDRHISTOGRAM("hdrhistogram");

    /** How much of a file {@link #detect} wants to see. */
    public static final int HEAD_BYTES = 8192;

    private static final Pattern K6_POINT =
            Pattern.compile("^\\{[^\\n]*\"type\"\\s*:\\s*\"(Metric|Point)\"[^\\n]*", Pattern.UNICODE_CASE);
    private static final Pattern GATLING_LINE = Pattern.compile("^(RUN|ASSERTION|USER|REQUEST|GROUP|ERROR)\\t");
    private static final Pattern JTL_HEADER = Pattern.compile("^[^\\n]*\\btimeStamp\\b[^\\n]*\\belapsed\\b");
    private static final Pattern JTL_HEADER_REVERSED = Pattern.compile("^[^\\n]*\\belapsed\\b[^\\n]*\\btimeStamp\\b");
    private static final Pattern HISTOGRAM_LOG = Pattern.compile("^(#\\[|\"StartTimestamp\"|Tag=|#.*histogram)");
    private static final Pattern PERCENTILES =
            Pattern.compile("^\\s*Running \\S+ test @|Detailed Percentile spectrum|Value\\s+Percentile\\s+TotalCount");

    private final String label;

    ImportFormat(String label) {
        this.label = label;
    }

    /** As in the API: {@code k6-summary}. */
    public String label() {
        return label;
    }

    /**
     * By its name; empty for {@code auto} and for none.
     *
     * @throws InvalidInput for any other name
     */
    public static Optional<ImportFormat> named(String label) {
        if (label == null || label.isBlank() || label.equals("auto")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst()
                .orElseThrow(() -> InvalidInput.of("format", "must be auto or one of " + labels(), label)));
    }

    /**
     * By the first bytes of the file, up to {@link #HEAD_BYTES}; they may be gzip.
     *
     * @throws InvalidInput if they look like none of the formats
     */
    public static ImportFormat detect(byte[] head) {
        byte[] plain = expanded(head);
        if (plain.length > 0 && plain[0] == 0) {
            return GATLING;
        }
        String text =
                new String(plain, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading();
        if (text.startsWith("{")) {
            return K6_POINT.matcher(text).find() ? K6_STREAM : K6_SUMMARY;
        }
        if (GATLING_LINE.matcher(text).find()) {
            return GATLING;
        }
        if (text.startsWith("<") && text.contains("<testResults")
                || JTL_HEADER.matcher(text).find()
                || JTL_HEADER_REVERSED.matcher(text).find()) {
            return JMETER;
        }
        if (HISTOGRAM_LOG.matcher(text).find() || PERCENTILES.matcher(text).find()) {
            return HDRHISTOGRAM;
        }
        throw InvalidInput.of(
                "format",
                "cannot be told from the file; name one of " + labels(),
                text.lines().findFirst().orElse("an empty file"));
    }

    static boolean isGzip(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    }

    private static byte[] expanded(byte[] head) {
        if (!isGzip(head)) {
            return head;
        }
        byte[] plain = new byte[HEAD_BYTES];
        int length = 0;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
            for (int read = in.read(plain); read > 0; read = in.read(plain, length, plain.length - length)) {
                length += read;
            }
        } catch (IOException onlyTheHeadIsHere) {
            return Arrays.copyOf(plain, length);
        }
        return Arrays.copyOf(plain, length);
    }

    private static String labels() {
        return Arrays.stream(values()).map(ImportFormat::label).collect(Collectors.joining(", "));
    }
}
