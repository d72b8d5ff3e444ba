package io.belastbar.local.apply;

import io.belastbar.document.RefusedInput;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.SourceText;
import io.belastbar.local.convert.Conversion;
import io.belastbar.local.convert.sql.TuningScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a document of another form as services take it; needs no running platform. */
@Command(
        name = "convert",
        description = "Write promises of a Markdown page, a Python class or other YAML as a document of Belastbar, or a"
                + " script of SET statements for PostgreSQL as what it takes to make them last.",
        mixinStandardHelpOptions = true)
public final class ConvertCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "What states the promises; at most 1 MiB.")
    private Path file;

    @Option(
            names = "-o",
            paramLabel = "OUT",
            description = "Where to write the YAML or SQL; default: the standard output.")
    private Path out;

    @Option(names = "--sql", description = "Of a page that promises something too, read the SQL that tunes PostgreSQL.")
    private boolean sql;

    @Override
    public Integer call() throws IOException {
        try {
            var conversion = conversion();
            // What is understood is told beside the document, so that this can be piped.
            ConversionReport.print(file.toString(), conversion, System.err);
            write(conversion.text().getBytes(StandardCharsets.UTF_8));
            return ExitCodes.PASSED;
        } catch (RefusedInput refused) {
            RefusalReport.lines(file.toString(), refused).forEach(System.err::println);
            return ExitCodes.INVALID_INPUT;
        }
    }

    private Conversion conversion() throws IOException {
        var script = TuningScript.find(file.getFileName().toString(), SourceText.read(file));
        if (script.isPresent() && (sql || file.toString().endsWith(".sql"))) {
            return script.get();
        }
        try {
            var promises = Conversion.read(file).requireKnown();
            script.ifPresent(any -> System.err.println(file + ": note: its SQL tunes PostgreSQL; --sql reads that"));
            return promises;
        } catch (RefusedInput noPromises) {
            return script.orElseThrow(() -> noPromises);
        }
    }

    private void write(byte[] yaml) throws IOException {
        if (out == null) {
            System.out.write(yaml);
            System.out.flush();
            return;
        }
        try {
            Files.write(out, yaml);
        } catch (IOException notWritable) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "cannot write %s (%s)".formatted(out, notWritable.getClass().getSimpleName()));
        }
    }
}
