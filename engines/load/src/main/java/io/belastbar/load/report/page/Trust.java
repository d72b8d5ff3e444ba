package io.belastbar.load.report.page;

import io.belastbar.load.result.GeneratorReport;
import io.belastbar.load.result.RunResult;
import io.belastbar.load.result.RunResult.Provenance;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import java.util.ArrayList;
import java.util.List;

/** What the generator says of itself, and where the figures come from. */
record Trust(Wording words, RunResult result) {

    private static final double ALL_PERCENTILES = 100;

    /** Whether the generator watched itself. */
    boolean known() {
        return !result.generator().equals(GeneratorReport.UNKNOWN);
    }

    List<String> sentences() {
        GeneratorReport generator = result.generator();
        ReportLanguage language = words.language();
        List<String> sentences = new ArrayList<>();
        if (!known()) {
            sentences.add(words.text("generatorUnknown", result.provenance().engine()));
            return sentences;
        }
        sentences.add(words.text(
                "lateness", language.millis(generator.latenessP99Ms()), language.millis(generator.latenessMaxMs())));
        sentences.add(
                generator.dropped() == 0 && generator.throttled() == 0
                        ? words.text("nothingGivenUp")
                        : words.text("givenUp", generator.dropped(), generator.throttled()));
        if (generator.maxLaneUtilisation() >= 0) {
            sentences.add(words.text("busiestThread", language.percent(generator.maxLaneUtilisation())));
        }
        if (generator.maxProcessCpu() >= 0) {
            sentences.add(words.text("processors", language.percent(generator.maxProcessCpu())));
        }
        return sentences;
    }

    List<String> notes() {
        GeneratorReport generator = result.generator();
        List<String> notes = new ArrayList<>(
                words.language() == ReportLanguage.GERMAN ? generator.notesGerman() : generator.notes());
        notes.addAll(result.provenance().notes());
        return notes;
    }

    String footer() {
        Provenance provenance = result.provenance();
        String source = provenance.source().isEmpty() ? "" : words.text("source", provenance.source()) + " ";
        // Not said of what another tool told by some percentiles only.
        String exact = provenance.highestKnownPercentile() < ALL_PERCENTILES ? "" : " " + words.text("exactness");
        return source + words.text("howTimesCount") + exact;
    }
}
