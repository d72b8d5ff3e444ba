package io.belastbar.load.report.page;

import io.belastbar.load.report.Percentiles;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Tile;
import java.util.ArrayList;
import java.util.List;

/** The figures that a reader looks for first: p99 as the headline, errors beside it. */
record RunTiles(Wording words, RunResult result) {

    List<Tile> tiles() {
        ReportLanguage language = words.language();
        Cell total = result.total();
        boolean none = total.requests() == 0;
        boolean noneGood = total.responseMicros().getTotalCount() == 0;
        List<Tile> tiles = new ArrayList<>(List.of(
                times("big", words.text("p99Response"), response(99), service(99)),
                new Tile(
                        total.errorCount() > 0 ? "bad" : "",
                        words.text("errors"),
                        none ? ReportLanguage.NOTHING : language.percent(total.errorRate()),
                        words.text("ofAll", total.errorCount(), total.requests())),
                new Tile(
                        "",
                        words.text("throughput"),
                        language.perSecond(result.achievedPerSecond()),
                        words.text("offeredRate", language.perSecond(result.offeredPerSecond()))),
                times("", "p50", response(50), service(50)),
                times(
                        "",
                        "max",
                        noneGood ? Double.NaN : total.responseSummary().maxMs(),
                        noneGood ? Double.NaN : total.serviceSummary().maxMs())));
        if (Double.isFinite(result.fairness())) {
            String times = language.number(result.fairness()) + " ×";
            tiles.add(new Tile("", words.text("fairness"), times, words.text("fairnessNote")));
        }
        return tiles;
    }

    private double response(double percent) {
        return Percentiles.millis(
                result.total().responseMicros(), percent, result.provenance().highestKnownPercentile());
    }

    private double service(double percent) {
        return Percentiles.millis(
                result.total().serviceMicros(), percent, result.provenance().highestKnownPercentile());
    }

    private Tile times(String style, String name, double responseMs, double serviceMs) {
        ReportLanguage language = words.language();
        return new Tile(
                style, name, language.millis(responseMs), words.text("serviceTimeOf", language.millis(serviceMs)));
    }
}
