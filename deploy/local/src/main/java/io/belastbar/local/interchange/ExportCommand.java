package io.belastbar.local.interchange;

import io.belastbar.contracts.SystemId;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.WriteFailure;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.apply.RefusalReport;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.run.LoadDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a scenario as a script for another load tester. */
@Command(
        name = "export",
        description = "Write a scenario as a k6 script or a Hyperfoil benchmark, thresholds included.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {

    /** The tools that loadtest-service can write for. */
    private enum Tool {
        K6,
        HYPERFOIL
    }

    @Parameters(
            paramLabel = "SCENARIO",
            description = "A file; or the name of a scenario that the platform has. A file is not stored.")
    private String scenario;

    @Option(names = "--format", paramLabel = "k6|hyperfoil", required = true, description = "For which tool.")
    private Tool tool;

    @Option(names = "--system", paramLabel = "ID", description = "The system; default as for run.")
    private String system;

    @Option(names = "--out", paramLabel = "FILE", description = "Default: standard output.")
    private Path out;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var api = ApiClient.of(BelastbarHome.choose(home));
        byte[] script = script(api, "/exports/" + tool.name().toLowerCase(Locale.ROOT));
        if (out == null) {
            System.out.write(script);
            System.out.flush();
        } else {
            write(script);
        }
        return ExitCodes.PASSED;
    }

    private byte[] script(ApiClient api, String exports) throws IOException, InterruptedException {
        Path file = Path.of(scenario);
        if (Files.isRegularFile(file)) {
            var documents = LoadDocuments.read(file, null, system);
            String path = ApiPath.system(documents.system()) + exports;
            return api.convert("loadtest", path, documents.scenario().text(), this::refused);
        }
        if (system == null || !SystemId.isValid(system)) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "there is no file " + scenario + "; for a stored scenario of that name say its --system too");
        }
        return api.download("loadtest", LoadDocuments.scenarioPath(system, scenario) + exports, this::refused);
    }

    private CommandFailure refused(ApiClient.Answer answer) {
        new RefusalReport(System.err).print(scenario, "loadtest", answer);
        return new CommandFailure(answer.exitCode(), "nothing was exported: " + scenario + " was refused");
    }

    private void write(byte[] script) {
        try {
            Files.write(out, script);
        } catch (IOException failure) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT, "cannot write " + out + " (" + WriteFailure.reason(failure) + ")");
        }
    }
}
