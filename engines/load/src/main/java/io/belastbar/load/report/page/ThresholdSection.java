package io.belastbar.load.report.page;

import io.belastbar.contracts.RunVerdict;
import io.belastbar.load.evaluation.ThresholdResult;
import io.belastbar.load.report.RunReport;
import io.belastbar.load.threshold.BudgetThresholds.NotCovered;
import io.belastbar.load.threshold.Condition;
import io.belastbar.load.threshold.Measure;
import io.belastbar.load.threshold.Threshold;
import io.belastbar.load.threshold.Threshold.Origin;
import io.belastbar.load.threshold.TimeBasis;
import io.belastbar.report.Markup;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import io.belastbar.report.chart.Bar;
import io.belastbar.report.chart.TimeAxis;
import io.belastbar.report.part.Table;
import java.util.List;
import java.util.stream.Stream;

/**
 * Each threshold with its limit, what was observed and the margin; then promises that the run says nothing about.
 *
 * @param proven whether the run proves anything
 * @param brokeOff whether it did not come to its end; without rows nothing was judged then, whatever was promised
 * @param failedCount whether a percentile counts failed requests, so that it is not that of the tables of times
 */
record ThresholdSection(
        boolean proven, boolean brokeOff, boolean failedCount, Table table, List<NotCovered> notCovered) {

    static ThresholdSection of(Wording words, RunReport report) {
        RunVerdict verdict = report.judgement().verdict();
        boolean proven = verdict == RunVerdict.PASSED || verdict == RunVerdict.FAILED;
        Rows rows = new Rows(words);
        Table table = new Table(
                words.text("thresholds"),
                proven ? "rows" : "rows unproven",
                Stream.of("result", "about", "limit", "observed", "margin", "requests", "judgedBy")
                        .map(key -> new Table.Column(words.text(key), WORDS.contains(key) ? "left" : ""))
                        .toList(),
                report.thresholds().stream().map(rows::row).toList());
        boolean failedCount = report.result().total().errorCount() > 0
                && report.thresholds().stream()
                        .anyMatch(each -> each.threshold().condition().measure() instanceof Measure.Percentile);
        return new ThresholdSection(proven, verdict == RunVerdict.ABORTED, failedCount, table, report.notCovered());
    }

    private static final List<String> WORDS = List.of("result", "about", "judgedBy");

    private record Rows(Wording words) {

        Table.Row row(ThresholdResult found) {
            Threshold threshold = found.threshold();
            Condition condition = threshold.condition();
            double limit = condition.limit().doubleValue();
            return Table.Row.of(
                    new Table.Pill("s-" + found.status().name(), words.name(found.status())),
                    subject(threshold),
                    threshold.origin() == Origin.BUDGET ? words.text("fromTheBudget") : "",
                    List.of(
                            Table.Cell.of(name(condition.measure()) + " " + sign(condition) + " "
                                    + value(condition.measure(), limit, limit)),
                            Table.Cell.styled(
                                    "strong",
                                    found.observed() == null
                                            ? ReportLanguage.NOTHING
                                            : value(condition.measure(), found.observed(), limit)),
                            margin(found, condition.measure()),
                            Table.Cell.of(words.language().count(found.samples())),
                            Table.Cell.styled("why", judgedBy(found))));
        }

        private String subject(Threshold threshold) {
            String step = threshold.on().step() == null
                    ? words.text("wholeRun")
                    : threshold.on().step();
            return threshold.on().tenant() == null
                    ? step
                    : words.text("stepOfTenant", step, threshold.on().tenant());
        }

        private static String sign(Condition condition) {
            return switch (condition.comparison()) {
                case AT_MOST -> "≤";
                case AT_LEAST -> "≥";
                case BELOW -> "<";
                case ABOVE -> ">";
                case EQUAL -> "=";
            };
        }

        private String name(Measure measure) {
            return switch (measure) {
                case Measure.Percentile(var percent) -> "p" + words.language().number(percent.doubleValue(), 3);
                case Measure.Extent extent -> words.name(extent);
                case Measure.Tally tally -> words.name(tally);
            };
        }

        /** Never rounded further than the limit is written. */
        private String value(Measure measure, double value, double limit) {
            ReportLanguage language = words.language();
            if (measure.time()) {
                return language.millisBeside(value, limit);
            }
            return switch ((Measure.Tally) measure) {
                case ERROR_RATE -> language.percentBeside(value, limit);
                case COUNT -> language.count((long) value);
                case THROUGHPUT -> language.beside(value, limit) + "/s";
            };
        }

        private Table.Cell margin(ThresholdResult found, Measure measure) {
            if (found.margin() == null) {
                return Table.Cell.of(ReportLanguage.NOTHING);
            }
            if (found.marginPercent() == null) {
                return Table.Cell.of(value(measure, found.margin(), found.margin()));
            }
            String style = found.status() == ThresholdResult.Status.NOT_OFFERED
                    ? "open"
                    : found.marginPercent() < 0 ? "out" : "in";
            Markup bar = Bar.margin(found.marginPercent(), style);
            return new Table.Cell(words.language().change(found.marginPercent()), "", "", bar);
        }

        /** What the figures of a row do not tell. */
        private String inWords(ThresholdResult found) {
            boolean told = found.needsWords() || found.observed() == null || found.missed() && found.margin() != null;
            return told ? " · " + found.sentence().in(words.language()) : "";
        }

        private String judgedBy(ThresholdResult found) {
            Threshold threshold = found.threshold();
            String basis = threshold.condition().measure().time()
                    ? words.text(threshold.metric() == TimeBasis.SERVICE ? "byServiceTime" : "byResponseTime") + " "
                    : "";
            if (found.worst() == null) {
                return basis + words.text("byWholeRun") + inWords(found);
            }
            String from = TimeAxis.clock(found.worst().fromSecond());
            String to = TimeAxis.clock(found.worst().toSecond());
            return threshold.window() == null
                    ? basis + words.text("byOffered", from, to)
                    : basis + words.text("byWorst", threshold.window().toSeconds(), from, to);
        }
    }
}
