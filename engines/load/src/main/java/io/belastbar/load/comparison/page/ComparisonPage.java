package io.belastbar.load.comparison.page;

import io.belastbar.load.comparison.ComparedRun;
import io.belastbar.load.comparison.ComparisonWarning;
import io.belastbar.load.comparison.Percent;
import io.belastbar.load.comparison.RunComparison;
import io.belastbar.load.comparison.RunComparison.CandidateComparison;
import io.belastbar.load.comparison.StepComparison;
import io.belastbar.load.comparison.StepComparison.Method;
import io.belastbar.load.comparison.VerdictSentence;
import io.belastbar.load.comparison.statistics.ShiftBootstrap.Blocks;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.load.result.RunResult.RunIdentity;
import io.belastbar.report.Markup;
import io.belastbar.report.PageTemplate;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Status;
import io.belastbar.report.part.Status.Fact;
import io.belastbar.report.part.Status.Tone;
import io.belastbar.report.part.Table;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A comparison as one HTML file that needs no other: sentences first, then the table, then a picture for each step. */
public final class ComparisonPage {

    private static final PageTemplate TEMPLATE = PageTemplate.of(ComparisonPage.class, "comparison.html");

    private record View(Status status, List<Candidate> candidates, String method, List<Origin> origins) {}

    private record Candidate(String title, Status status, List<Warning> warnings, Table table, List<Step> steps) {}

    private record Warning(boolean forbids, String text) {}

    private record Step(String name, String verdict, Pictures pictures) {}

    private record Pictures(Markup shift, Markup distribution) {}

    private record Origin(String name, List<String> notes) {}

    private final RunComparison comparison;
    private final Wording words;
    private final ReportLanguage language;
    private final ReportTime time;

    private ComparisonPage(RunComparison comparison, ReportLanguage language, ZoneId zone) {
        this.comparison = comparison;
        this.words = Wording.of(ComparisonPage.class, language);
        this.language = language;
        this.time = new ReportTime(language, zone);
    }

    /** @param zone in which times stand */
    public static String of(RunComparison comparison, ReportLanguage language, ZoneId zone) {
        ComparisonPage page = new ComparisonPage(comparison, language, zone);
        return TEMPLATE.render(page.words, page.view());
    }

    private View view() {
        List<Fact> runs = new ArrayList<>(List.of(run("baseline", comparison.baseline())));
        comparison.candidates().forEach(candidate -> runs.add(run("comparedRun", candidate.run())));
        Status status = new Status(worst(), words.text("comparison"), headline(), List.of(), runs);
        return new View(
                status,
                comparison.candidates().stream().map(this::candidate).toList(),
                method(),
                Stream.concat(
                                Stream.of(comparison.baseline()),
                                comparison.candidates().stream().map(CandidateComparison::run))
                        .map(ComparisonPage::origin)
                        .toList());
    }

    private Tone worst() {
        return comparison.candidates().stream()
                .map(candidate -> tone(candidate.overall()))
                .min((one, other) -> Integer.compare(weight(one), weight(other)))
                .orElse(Tone.CALM);
    }

    private static int weight(Tone tone) {
        return List.of(Tone.BAD, Tone.OPEN, Tone.GOOD, Tone.CALM).indexOf(tone);
    }

    /** What was found, where one run is compared; how many, where there are more. */
    private String headline() {
        List<CandidateComparison> candidates = comparison.candidates();
        return candidates.size() == 1
                ? VerdictSentence.of(candidates.getFirst().overall(), language)
                : words.text(
                        "runsAgainst", candidates.size(), comparison.baseline().name());
    }

    private static Tone tone(StepComparison step) {
        return switch (step.outcome()) {
            case SLOWER, MIXED, FAILS_MORE -> Tone.BAD;
            case FASTER -> Tone.GOOD;
            case NOT_COMPARABLE, TOO_FEW_REQUESTS, CANNOT_TELL -> Tone.OPEN;
            case NO_DIFFERENCE_SHOWN, BELOW_RELEVANT -> Tone.CALM;
        };
    }

    private Fact run(String role, ComparedRun run) {
        RunIdentity identity = run.result().identity();
        return new Fact(
                words.text(role) + ": " + run.name(),
                words.text(
                        "runFacts",
                        identity.scenario(),
                        time.minute(identity.startedAt()),
                        identity.duration().toSeconds(),
                        run.result().total().requests(),
                        run.result().provenance().engine()));
    }

    private Candidate candidate(CandidateComparison candidate) {
        String against = words.text(
                "against", candidate.run().name(), comparison.baseline().name());
        List<Step> steps = new ArrayList<>(List.of(step(candidate.overall())));
        // With one step, its picture would be the overall one once more.
        if (candidate.steps().size() > 1) {
            candidate.steps().forEach(step -> steps.add(step(step)));
        }
        return new Candidate(
                against,
                new Status(
                        tone(candidate.overall()),
                        "",
                        VerdictSentence.of(candidate.overall(), language),
                        List.of(),
                        List.of()),
                candidate.warnings().stream().map(this::warning).toList(),
                new StepTable(words).of(candidate),
                steps);
    }

    private Warning warning(ComparisonWarning warning) {
        return new Warning(warning.forbids(), warning.sentence(language));
    }

    private Step step(StepComparison step) {
        Pictures pictures = step.curve().isEmpty()
                ? null
                : new Pictures(ShiftPlot.of(step, words), DistributionPlot.of(step, words));
        return new Step(StepTable.name(step, words), VerdictSentence.of(step, language), pictures);
    }

    private String method() {
        StringBuilder text =
                new StringBuilder(words.text(comparison.serviceTimes() ? "timesFromSend" : "timesFromStart"));
        for (CandidateComparison candidate : comparison.candidates()) {
            text.append(' ').append(candidate.run().name()).append(": ");
            text.append(drawn(candidate.overall().method()));
        }
        return text.append(' ').append(words.text("intervals")).toString();
    }

    private String drawn(Method method) {
        if (method.resamples() == 0) {
            return words.text("tooFewRequests");
        }
        Blocks blocks = method.blocks();
        String drawn = blocks.singleRequests()
                ? words.text("drawnSingly", method.resamples())
                : words.text("drawnInBlocks", method.resamples(), blocks.baselineSeconds(), blocks.otherSeconds());
        String apart = Percent.number(method.betweenRuns(), language);
        return drawn + " "
                + (method.earlierRuns() == 0
                        ? words.text("runsAssumed", apart)
                        : words.text("runsKnown", apart, method.earlierRuns()));
    }

    private static Origin origin(ComparedRun run) {
        Provenance provenance = run.result().provenance();
        return new Origin(
                run.name() + ": " + provenance.engine() + " " + provenance.engineVersion(), provenance.notes());
    }
}
