package io.belastbar.local.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** Has runs compared, prints what came out, and says what a pipeline does about it. */
public final class CompareWithBaseline {
    private static final String PATH = "/api/v1/test-run-comparisons";

    private final ApiClient api;
    private final BaselineOptions options;
    private final ReportLanguage language;
    private final PrintStream out;

    public CompareWithBaseline(ApiClient api, BaselineOptions options, ReportLanguage language, PrintStream out) {
        this.api = api;
        this.options = options;
        this.language = language;
        this.out = out;
    }

    /**
     * @return the exit code
     * @throws CommandFailure when the platform does not compare them
     */
    public int compare(List<String> runs) throws IOException, InterruptedException {
        JsonNode comparison = ask(runs);
        if (!comparison.path("baseline").isNull()) {
            new ComparisonReport(out, language).print(comparison);
        }
        return rule(comparison.path("gate"));
    }

    private JsonNode ask(List<String> runs) throws IOException, InterruptedException {
        var answer = api.get("loadtest", PATH + query(runs));
        if (!answer.isSuccess()) {
            throw new CommandFailure(answer.exitCode(), answer.sentence("the runs were not compared"));
        }
        return answer.body();
    }

    private String query(List<String> runs) {
        return "?runs=" + String.join(",", runs) + options.query();
    }

    /** @param ending {@code .html}, {@code .xml} or {@code .json} */
    byte[] download(List<String> runs, String ending) throws IOException, InterruptedException {
        String format = ending.equals(".json") ? "" : ending;
        return api.download("loadtest", PATH + format + query(runs) + "&lang=" + language.code());
    }

    private int rule(JsonNode gate) {
        String decision = gate.path("decision").asText("");
        if (decision.isEmpty()) {
            return ExitCodes.PASSED;
        }
        out.println();
        out.println(language.say("Gate: ", "Schranke: ") + decision + " – " + meaning(gate, decision));
        gate.path("reasons")
                .forEach(reason ->
                        out.println("  " + reason.path(language.code()).asText()));
        return switch (decision) {
            case "FAILED" -> ExitCodes.BUDGET_FAILED;
            case "NOT_COMPARABLE" -> ExitCodes.ABORTED;
            case "PASSED", "NO_BASELINE" -> ExitCodes.PASSED;
            default -> throw new CommandFailure(ExitCodes.ABORTED, "unknown ruling: " + decision);
        };
    }

    private String meaning(JsonNode gate, String decision) {
        String limit = "%.4g".formatted(100 * gate.path("failAbove").asDouble()).replaceFirst("\\.?0+$", "") + " %";
        return switch (decision) {
            case "FAILED" ->
                language.say(
                        "a run is more than " + limit + " slower, or fails more",
                        "ein Lauf ist mehr als " + limit + " langsamer oder scheitert öfter");
            case "NOT_COMPARABLE" -> language.say("the runs cannot be compared", "die Läufe sind nicht vergleichbar");
            case "NO_BASELINE" -> language.say("nothing to compare with", "nichts zum Vergleichen");
            default ->
                language.say(
                        "no run is shown to be more than " + limit + " slower",
                        "kein Lauf ist nachweislich mehr als " + limit + " langsamer");
        };
    }
}
