package io.belastbar.local.interchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.apply.RefusalReport;
import io.belastbar.local.home.BelastbarHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores what another load tester has measured as a test run, so that it can be compared and reported. */
@Command(
        name = "import",
        description = "Store a measurement of k6, JMeter, Gatling, wrk2 or HdrHistogram as a test run.",
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    private static final long BYTES_MAX = 64L << 20;
    private static final String FORMATS = "auto, k6-summary, k6-stream, k6-csv, jmeter, gatling, hdrhistogram";

    @Parameters(paramLabel = "FILE", description = "What the other tool wrote; at most 64 MB.")
    private Path file;

    @Option(names = "--system", paramLabel = "ID", required = true, description = "The system that was measured.")
    private String system;

    @Option(names = "--scenario", paramLabel = "NAME", required = true, description = "What the run is a run of.")
    private String scenario;

    @Option(names = "--format", paramLabel = "FORMAT", description = FORMATS + " (default: ${DEFAULT-VALUE}).")
    private String format = "auto";

    @Option(
            names = "--unit",
            paramLabel = "ns|us|ms|s",
            description = "Of the times in an HdrHistogram log or table, which does not say it (default: guessed).")
    private String unit;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireReadable();
        var api = ApiClient.of(BelastbarHome.choose(home));
        var answer = api.upload("loadtest", path(), file);
        if (!answer.isSuccess()) {
            new RefusalReport(System.err).print(file.toString(), "loadtest", answer);
            return answer.exitCode();
        }
        String run = answer.location().substring(answer.location().lastIndexOf('/') + 1);
        System.out.println("Imported " + file + " as run " + run);
        print(answer.body());
        return ExitCodes.PASSED;
    }

    /** What the file was taken for, and what a reader has to know. */
    private static void print(JsonNode answer) {
        if (answer == null || !answer.hasNonNull("readAs")) {
            return;
        }
        System.out.printf(
                "It was read as %s (--format %s). Requests: %d%n",
                answer.path("readAs").asText(),
                answer.path("format").asText(),
                answer.path("requests").asLong());
        answer.path("notes").forEach(note -> System.out.println("- " + note.asText()));
    }

    private void requireReadable() throws IOException {
        if (Files.isDirectory(file)) {
            throw invalid(file + " is a folder: name the file in it that the tool wrote");
        }
        if (!Files.isReadable(file)) {
            throw invalid("no such file: " + file);
        }
        long bytes = Files.size(file);
        if (bytes > BYTES_MAX) {
            throw invalid("%s has %d MB; at most %d are imported".formatted(file, bytes >> 20, BYTES_MAX >> 20));
        }
    }

    private String path() {
        return "%s/test-run-imports?format=%s&scenario=%s"
                        .formatted(ApiPath.system(system), ApiPath.encoded(format), ApiPath.encoded(scenario))
                + (unit == null ? "" : "&unit=" + ApiPath.encoded(unit));
    }

    private static CommandFailure invalid(String sentence) {
        return new CommandFailure(ExitCodes.INVALID_INPUT, sentence);
    }
}
