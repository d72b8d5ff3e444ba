package io.belastbar.local.interchange;

import io.belastbar.contracts.SystemId;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
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
            description = "A file, which is stored by the platform first; or the name of a scenario it has.")
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
        byte[] script =
                api.download("loadtest", stored(api) + "/exports/" + tool.name().toLowerCase(Locale.ROOT));
        if (out == null) {
            System.out.write(script);
            System.out.flush();
        } else {
            Files.write(out, script);
        }
        return ExitCodes.PASSED;
    }

    /** The path of the scenario at loadtest-service. */
    private String stored(ApiClient api) throws IOException, InterruptedException {
        Path file = Path.of(scenario);
        if (Files.isRegularFile(file)) {
            var documents = LoadDocuments.read(file, null, system);
            documents.send(api, System.err);
            return documents.scenarioPath();
        }
        if (system == null || !SystemId.isValid(system)) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "there is no file " + scenario + "; for a stored scenario of that name say its --system too");
        }
        return LoadDocuments.scenarioPath(system, scenario);
    }
}
