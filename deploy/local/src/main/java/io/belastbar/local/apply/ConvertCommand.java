package io.belastbar.local.apply;

import io.belastbar.document.RefusedInput;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.convert.Conversion;
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
        description = "Write promises of a Markdown page, a Python class or other YAML as a document of Belastbar.",
        mixinStandardHelpOptions = true)
public final class ConvertCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "What states the promises; at most 1 MiB.")
    private Path file;

    @Option(names = "-o", paramLabel = "OUT", description = "Where to write the YAML; default: the standard output.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        try {
            var conversion = Conversion.read(file).requireKnown();
            // What is understood is told beside the document, so that this can be piped.
            ConversionReport.print(file.toString(), conversion, System.err);
            write(conversion.text().getBytes(StandardCharsets.UTF_8));
            return ExitCodes.PASSED;
        } catch (RefusedInput refused) {
            RefusalReport.lines(file.toString(), refused).forEach(System.err::println);
            return ExitCodes.INVALID_INPUT;
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
