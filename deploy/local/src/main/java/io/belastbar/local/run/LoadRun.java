package io.belastbar.local.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.api.ApiPath;
import io.belastbar.local.testrun.FailureReport;
import io.belastbar.local.testrun.RunFollower;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the documents to the reports, on a platform that is there. */
final class LoadRun {
    private final LoadDocuments documents;
    private final Map<String, String> labels;
    private final List<ReportFile> reports;
    private final ReportLanguage language;
    private final PrintStream out;
    private final boolean terminal;
    private final List<CommandFailure> missing = new ArrayList<>();

    LoadRun(
            LoadDocuments documents,
            Map<String, String> labels,
            List<ReportFile> reports,
            ReportLanguage language,
            PrintStream out,
            boolean terminal) {
        this.documents = documents;
        this.labels = labels;
        this.reports = reports;
        this.language = language;
        this.out = out;
        this.terminal = terminal;
    }

    /** Reports that cannot be written are told by {@link #requireReports}. @return the run as the API shows it at its end */
    JsonNode execute(ApiClient api, Interruption interruption) throws IOException, InterruptedException {
        documents.send(api, System.err);
        var follower = new RunFollower(api, out, terminal, language);
        String run = follower.start(documents.system(), documents.scenario().name(), documents.hasBudget(), labels);
        interruption.cancelBy(() -> follower.cancel(run));
        JsonNode result = follower.follow(run);
        interruption.cancelBy(() -> {});
        JsonNode told = report(api, run, result);
        new VerdictReport(out, language)
                .print(told, result.path("refusedBeforeLoad").asBoolean());
        new FailureReport(out, language).print(told);
        NotShown.line(told, language).ifPresent(System.err::println);
        NotShown.coveredByNoStep(documents.scenario().covers(), told, language).ifPresent(System.err::println);
        unheldBudget(api).ifPresent(System.err::println);
        writeReports(api, run);
        return result;
    }

    /** Of a run without a budget; a platform that cannot say keeps no verdict back. */
    private Optional<String> unheldBudget(ApiClient api) throws InterruptedException {
        if (documents.hasBudget() || api.setting("belastbar.url.budget").isEmpty()) {
            return Optional.empty();
        }
        try {
            var stored = api.get("budget", ApiPath.system(documents.system()) + "/budget");
            return stored.isSuccess() && stored.body() != null
                    ? NotShown.unheldBudget(stored.body(), documents.system(), language)
                    : Optional.empty();
        } catch (CommandFailure | IOException unknown) {
            return Optional.empty();
        }
    }

    /** One that cannot be had keeps no other back. */
    private void writeReports(ApiClient api, String run) throws IOException, InterruptedException {
        for (ReportFile report : reports) {
            try {
                report.download(api, run, language);
                out.println(language.say("Report: ", "Bericht: ") + report.path());
            } catch (CommandFailure failure) {
                missing.add(failure);
            }
        }
    }

    /**
     * A run that failed stays failed; none passes without its reports.
     *
     * @param exitCode of all that was judged
     * @throws CommandFailure if it is a pass and a report is missing
     */
    void requireReports(int exitCode) {
        boolean pass = exitCode == ExitCodes.PASSED;
        missing.stream().skip(pass ? 1 : 0).forEach(failure -> System.err.println(failure.getMessage()));
        if (pass && !missing.isEmpty()) {
            throw missing.getFirst();
        }
    }

    /** A run that ended before it sent anything has no report. */
    private static JsonNode report(ApiClient api, String run, JsonNode result)
            throws IOException, InterruptedException {
        var report = api.get("loadtest", run + "/report.json");
        return report.isSuccess() && report.body() != null ? report.body() : result;
    }

    /** Of the run as the API shows it: one that was refused before its load is its caller's to mend. */
    static int exitCode(JsonNode run) {
        return run.path("refusedBeforeLoad").asBoolean()
                ? ExitCodes.INVALID_INPUT
                : exitCode(run.path("verdict").asText());
    }

    /** What a pipeline sees; a verdict that says nothing about the target is not a pass. */
    private static int exitCode(String verdict) {
        return switch (verdict) {
            case "PASSED" -> ExitCodes.PASSED;
            case "FAILED" -> ExitCodes.BUDGET_FAILED;
            case "INVALID", "ABORTED" -> ExitCodes.ABORTED;
            default -> throw new CommandFailure(ExitCodes.ABORTED, "unknown verdict: " + verdict);
        };
    }
}
