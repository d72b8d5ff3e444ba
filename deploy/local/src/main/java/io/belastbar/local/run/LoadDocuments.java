package io.belastbar.local.run;

import io.belastbar.contracts.SystemId;
import io.belastbar.document.RefusedInput;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.apply.ConversionReport;
import io.belastbar.local.apply.RefusalReport;
import io.belastbar.local.convert.Conversion;
import io.belastbar.local.scenario.ScenarioFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * What a run sends before it starts.
 *
 * @param system whose scenario and budget these are
 * @param budget null without one
 */
public record LoadDocuments(ScenarioFile scenario, String system, Path budgetPath, Conversion budget) {
    /** @throws CommandFailure when one cannot be read, or the system has no id that could stand in an address */
    public static LoadDocuments read(Path scenarioPath, Path budgetPath, String systemOption) throws IOException {
        return read(ScenarioFile.read(scenarioPath), budgetPath, systemOption);
    }

    /** As above, with a scenario that was read already. */
    static LoadDocuments read(ScenarioFile scenario, Path budgetPath, String systemOption) throws IOException {
        var budget = budgetPath == null ? null : budget(budgetPath);
        String system = systemOption == null ? scenario.neighbouringSystem().orElse(scenario.name()) : systemOption;
        if (!SystemId.isValid(system)) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT,
                    "the system " + SystemId.RULE + ": was " + system + ". Name it with --system.");
        }
        return new LoadDocuments(scenario, system, budgetPath, budget);
    }

    private static Conversion budget(Path path) throws IOException {
        try {
            return Conversion.read(path);
        } catch (RefusedInput refused) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT, String.join("\n", RefusalReport.lines(path.toString(), refused)));
        }
    }

    boolean hasBudget() {
        return budget != null;
    }

    /** @throws CommandFailure with the faults of the document that was refused, each with its place in the file */
    public void send(ApiClient api, PrintStream refusals) throws IOException, InterruptedException {
        put(api, "loadtest", scenarioPath(), scenario.path(), scenario.text(), refusals);
        if (hasBudget()) {
            ConversionReport.print(budgetPath.toString(), budget, refusals);
            put(api, "budget", ApiPath.system(system) + "/budget", budgetPath, budget.text(), refusals);
        }
    }

    public String scenarioPath() {
        return scenarioPath(system, scenario.name());
    }

    public static String scenarioPath(String system, String scenario) {
        return ApiPath.system(system) + "/scenarios/" + ApiPath.segment(scenario);
    }

    private static void put(ApiClient api, String service, String path, Path file, String text, PrintStream refusals)
            throws IOException, InterruptedException {
        var answer = api.put(service, path, "application/yaml", text);
        if (!answer.isSuccess()) {
            new RefusalReport(refusals).print(file.toString(), service, answer);
            throw new CommandFailure(answer.exitCode(), "nothing was run: " + file + " was refused");
        }
    }
}
