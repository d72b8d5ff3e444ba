package io.belastbar.local.run;

import io.belastbar.contracts.SystemId;
import io.belastbar.document.RefusedInput;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.apply.BudgetChanges;
import io.belastbar.local.apply.ConversionReport;
import io.belastbar.local.apply.RefusalReport;
import io.belastbar.local.convert.Conversion;
import io.belastbar.local.convert.DocumentKind;
import io.belastbar.local.scenario.ScenarioFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run sends before it starts.
 *
 * @param system whose scenario and budget these are
 * @param budget null without one
 */
public record LoadDocuments(ScenarioFile scenario, String system, Path budgetPath, Conversion budget) {
    private static final String MAIN_BUDGET = "performance-budget";
    private static final int FILE_NAME_MAX = 255;

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
            sendBudget(api, refusals);
        }
    }

    /** Beside the promises that the system has, and with a word about what that changed. */
    private void sendBudget(ApiClient api, PrintStream notes) throws IOException, InterruptedException {
        var name = freeName(api);
        var path = DocumentKind.BUDGET.path("budget", system, name.document(), null);
        var receipt =
                put(api.because(name.reason()).from(fileName()), "budget", path, budgetPath, budget.text(), notes);
        notes.println(budgetPath + ": " + BudgetChanges.word(receipt, "budget") + ", as document " + name.document());
        new BudgetChanges(api, notes).print(system, receipt);
    }

    /** The same text stays where it is: the same promises do not count twice. */
    private BudgetName freeName(ApiClient api) throws IOException, InterruptedException {
        // What older versions stored was the main document, whatever the file.
        if (isStored(api, "/budget")) {
            return BudgetName.candidates(MAIN_BUDGET, scenario.name()).getFirst();
        }
        var candidates = BudgetName.candidates(budgetPath.getFileName().toString(), scenario.name());
        for (var candidate : candidates) {
            var stored = versions(api, candidate.document());
            if (!candidate.isTaken(stored, fileName())
                    || isStored(api, "/budget/documents/" + ApiPath.segment(candidate.document()))) {
                return candidate;
            }
        }
        return candidates.getLast();
    }

    private boolean isStored(ApiClient api, String path) throws IOException, InterruptedException {
        return api.text("budget", ApiPath.system(system) + path)
                .filter(budget.text()::equals)
                .isPresent();
    }

    /** By which versions know the file: two folders may have one of the same name. */
    private String fileName() {
        String path = budgetPath.toAbsolutePath().normalize().toString();
        return path.substring(Math.max(0, path.length() - FILE_NAME_MAX));
    }

    private List<BudgetName.Version> versions(ApiClient api, String document) throws IOException, InterruptedException {
        var versions = api.get(
                "budget",
                ApiPath.system(system) + "/budget/documents/" + ApiPath.segment(document) + "/versions?limit=200");
        var known = new ArrayList<BudgetName.Version>();
        if (versions.isSuccess() && versions.body() != null) {
            versions.body()
                    .path("items")
                    .forEach(version -> known.add(new BudgetName.Version(
                            version.path("reason").asText(null),
                            version.path("fileName").asText(null))));
        }
        return known;
    }

    public String scenarioPath() {
        return scenarioPath(system, scenario.name());
    }

    public static String scenarioPath(String system, String scenario) {
        return ApiPath.system(system) + "/scenarios/" + ApiPath.segment(scenario);
    }

    private static ApiClient.Answer put(
            ApiClient api, String service, String path, Path file, String text, PrintStream refusals)
            throws IOException, InterruptedException {
        var answer = api.put(service, path, "application/yaml", text);
        if (!answer.isSuccess()) {
            new RefusalReport(refusals).print(file.toString(), service, answer);
            throw new CommandFailure(answer.exitCode(), "nothing was run: " + file + " was refused");
        }
        return answer;
    }
}
