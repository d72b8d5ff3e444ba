package io.belastbar.load.imports;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.gatling.GatlingLog;
import io.belastbar.load.imports.hdr.HistogramLog;
import io.belastbar.load.imports.hdr.PercentileText;
import io.belastbar.load.imports.jtl.JtlCsv;
import io.belastbar.load.imports.jtl.JtlXml;
import io.belastbar.load.imports.k6.K6Stream;
import io.belastbar.load.imports.k6.K6Summary;
import io.belastbar.load.imports.source.CappedStream;
import io.belastbar.load.result.RunResult;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads what another tool measured as a result of ours. The file is read as a stream, gzip or not; any fault refuses
 * all of it. What differs from a measurement of our own is in the notes of the result's provenance.
 */
public final class RunImport {

    private RunImport() {}

    /**
     * @param format null: told from the first bytes
     * @throws InvalidInput with every fault by line, column and field, up to 20
     * @throws IOException if the stream itself fails
     */
    public static RunResult read(ImportFormat format, InputStream in, ImportContext context) throws IOException {
        PushbackInputStream raw = new PushbackInputStream(
                new CappedStream(in, context.limits().bytesMax(), "the file"), ImportFormat.HEAD_BYTES);
        byte[] head = head(raw);
        ImportFormat known = format == null ? ImportFormat.detect(head) : format;
        try {
            return read(known, ImportFormat.isGzip(head) ? expanded(raw, context) : raw, context, head);
        } catch (ZipException | EOFException damaged) {
            throw InvalidInput.of("body", "must be whole gzip data", String.valueOf(damaged.getMessage()));
        }
    }

    private static RunResult read(ImportFormat format, InputStream in, ImportContext context, byte[] head)
            throws IOException {
        return switch (format) {
            case K6_SUMMARY -> new K6Summary(context).read(in);
            case K6_STREAM -> new K6Stream(in, context).read();
            case JMETER -> jmeter(in, context);
            case GATLING -> new GatlingLog(in, context).read();
            case HDRHISTOGRAM -> histograms(in, context);
        };
    }

    private static RunResult jmeter(InputStream in, ImportContext context) throws IOException {
        PushbackInputStream again = new PushbackInputStream(in, ImportFormat.HEAD_BYTES);
        return firstLetter(head(again)) == '<' ? new JtlXml(context).read(again) : new JtlCsv(again, context).read();
    }

    private static RunResult histograms(InputStream in, ImportContext context) throws IOException {
        PushbackInputStream again = new PushbackInputStream(in, ImportFormat.HEAD_BYTES);
        byte first = firstLetter(head(again));
        return first == '#' || first == '"' || first == 'T' || Character.isDigit(first)
                ? new HistogramLog(again, context).read()
                : new PercentileText(again, context).read();
    }

    private static InputStream expanded(InputStream in, ImportContext context) throws IOException {
        return new CappedStream(new GZIPInputStream(in), context.limits().expandedBytesMax(), "the file after gzip");
    }

    private static byte[] head(PushbackInputStream in) throws IOException {
        byte[] head = in.readNBytes(ImportFormat.HEAD_BYTES);
        in.unread(head);
        return head;
    }

    private static byte firstLetter(byte[] head) {
        int at = 0;
        while (at < head.length && (Character.isWhitespace(head[at]) || head[at] < 0)) {
            at++;
        }
        return at < head.length ? Arrays.copyOfRange(head, at, at + 1)[0] : 0;
    }
}
