package io.belastbar.load.imports;

import io.belastbar.document.InvalidInput;
import io.belastbar.load.imports.content.FileContent;
import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.imports.gatling.GatlingLog;
import io.belastbar.load.imports.hdr.HistogramLog;
import io.belastbar.load.imports.hdr.PercentileText;
import io.belastbar.load.imports.jtl.JtlCsv;
import io.belastbar.load.imports.jtl.JtlXml;
import io.belastbar.load.imports.k6.K6Csv;
import io.belastbar.load.imports.k6.K6Stream;
import io.belastbar.load.imports.k6.K6Summary;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * Reads what another tool measured as a result of ours. The file is read as a stream, gzip or not; any fault refuses
 * all of it. What differs from a measurement of our own is in the notes of the result's provenance.
 */
public final class RunImport {

    private RunImport() {}

    /** A file that was read, and what it was. */
    public record ImportedFile(RunResult result, FileForm form) {}

    /**
     * The result alone.
     *
     * @see #readFile
     */
    public static RunResult read(ImportFormat format, InputStream in, ImportContext context) throws IOException {
        return readFile(format, in, context).result();
    }

    /**
     * Reads a file.
     *
     * @param format null: told from the first bytes
     * @throws InvalidInput with every fault by line, column and field, up to 20
     * @throws IOException if the stream itself fails
     */
    public static ImportedFile readFile(ImportFormat format, InputStream in, ImportContext context) throws IOException {
        try {
            FileContent content = FileContent.of(in, context.limits());
            FileForm form = FileForm.of(format, content.head());
            requireUnitToBeOpen(form, context);
            RunResult result = read(form, content.in(), context);
            String how = format == null ? ", which was told from its content." : ".";
            return new ImportedFile(withNote(result, "The file was read as " + form.words() + how), form);
        } catch (ZipException | EOFException damaged) {
            throw InvalidInput.of("body", "must be whole gzip data", String.valueOf(damaged.getMessage()));
        }
    }

    private static RunResult read(FileForm form, InputStream in, ImportContext context) throws IOException {
        return switch (form) {
            case K6_SUMMARY -> new K6Summary(context).read(in);
            case K6_STREAM -> new K6Stream(in, context).read();
            case K6_CSV -> new K6Csv(in, context).read();
            case JTL_CSV -> new JtlCsv(in, context).read();
            case JTL_XML -> new JtlXml(context).read(in);
            case GATLING_LOG -> new GatlingLog(in, context).read();
            case WRK2_TEXT, PERCENTILE_TEXT -> new PercentileText(in, context).read();
            case HISTOGRAM_LOG -> new HistogramLog(in, context).read();
        };
    }

    private static RunResult withNote(RunResult result, String note) {
        Provenance known = result.provenance();
        Provenance noted = new Provenance(
                known.engine(),
                known.engineVersion(),
                known.source(),
                Stream.concat(known.notes().stream(), Stream.of(note)).toList(),
                known.highestKnownPercentile(),
                known.resolutionMicros(),
                known.knownPercentiles());
        return new RunResult(
                result.identity(),
                noted,
                result.steps(),
                result.tenants(),
                result.seconds(),
                result.totals(),
                result.generator(),
                result.failures());
    }

    private static void requireUnitToBeOpen(FileForm form, ImportContext context) {
        if (context.unitOrNull() != null && form.unit().isPresent()) {
            throw InvalidInput.of(
                    "unit",
                    "must be left out: the file is " + form.words() + ", whose times are in "
                            + form.unit().get(),
                    context.unitOrNull().label());
        }
    }
}
