package io.belastbar.local.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.api.ApiClient;
import java.io.IOException;
import java.io.PrintStream;
import java.text.NumberFormat;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Has runs compared, prints what came out, and says what a pipeline does about it. */
public final class CompareWithBaseline {
    private static final double HEADLINE_PERCENTILE = 95;
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
        return rule(comparison);
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

    private int rule(JsonNode comparison) {
        JsonNode gate = comparison.path("gate");
        String decision = gate.path("decision").asText("");
        if (decision.isEmpty()) {
            return ExitCodes.PASSED;
        }
        out.println();
        out.println(language.say("Gate: ", "Schranke: ") + decision + unseen(comparison, decision) + " – "
                + meaning(gate, decision));
        gate.path("reasons")
                .forEach(reason ->
                        out.println("  " + reason.path(language.code()).asText()));
        return switch (decision) {
            case "FAILED" -> ExitCodes.BUDGET_FAILED;
            case "NOT_COMPARABLE", "CANNOT_TELL" -> ExitCodes.ABORTED;
            case "PASSED", "NO_BASELINE" -> ExitCodes.PASSED;
            default -> throw new CommandFailure(ExitCodes.ABORTED, "unknown ruling: " + decision);
        };
    }

    /** A pass that such short runs could hardly have missed says little; empty if they could have seen the limit passed. */
    private String unseen(JsonNode comparison, String decision) {
        if (!decision.equals("PASSED")) {
            return "";
        }
        double least = 0;
        boolean untold = false;
        for (JsonNode candidate : comparison.path("comparisons")) {
            JsonNode overall = candidate.path("overall");
            untold |= overall.path("outcome").asText().equals("CANNOT_TELL");
            least = Math.max(least, headline(overall).path("detectableChange").asDouble());
        }
        if (least > comparison.path("gate").path("failAbove").asDouble()) {
            return language.say(
                    ", but this comparison could not have seen a slowdown below " + share(least),
                    ", aber dieser Vergleich hätte eine Verlangsamung unter " + share(least) + " nicht sehen können");
        }
        return untold
                ? language.say(
                        ", but this comparison cannot tell whether a run is slower",
                        ", aber dieser Vergleich kann nicht sagen, ob ein Lauf langsamer ist")
                : "";
    }

    /** The percentile that the sentence of the comparison is about, or the one nearest to it. */
    private static JsonNode headline(JsonNode step) {
        return StreamSupport.stream(step.path("quantiles").spliterator(), false)
                .min(Comparator.comparingDouble(
                        quantile -> Math.abs(quantile.path("percentile").asDouble() - HEADLINE_PERCENTILE)))
                .orElse(MissingNode.getInstance());
    }

    private String share(double ratio) {
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMaximumFractionDigits(1);
        return format.format(100 * ratio) + " %";
    }

    private String meaning(JsonNode gate, String decision) {
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMaximumFractionDigits(4);
        String limit = format.format(100 * gate.path("failAbove").asDouble()) + " %";
        return switch (decision) {
            case "FAILED" ->
                language.say(
                        "a run is more than " + limit + " slower, or fails more",
                        "ein Lauf ist mehr als " + limit + " langsamer oder scheitert öfter");
            case "NOT_COMPARABLE" -> language.say("the runs cannot be compared", "die Läufe sind nicht vergleichbar");
            case "CANNOT_TELL" ->
                language.say(
                        "a run was measured more than " + limit
                                + " slower, and by more than such runs could hide, but it is not shown: repeat the runs",
                        "ein Lauf wurde mehr als " + limit
                                + " langsamer gemessen, und um mehr, als solche Läufe verbergen könnten, aber nachgewiesen ist es nicht: Läufe wiederholen");
            case "NO_BASELINE" -> language.say("nothing to compare with", "nichts zum Vergleichen");
            default ->
                language.say(
                        "no run is shown to be more than " + limit + " slower",
                        "kein Lauf ist nachweislich mehr als " + limit + " langsamer");
        };
    }
}
