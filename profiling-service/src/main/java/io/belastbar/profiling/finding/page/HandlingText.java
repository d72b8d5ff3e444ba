package io.belastbar.profiling.finding.page;

import io.belastbar.contracts.ExpectedEffect;
import io.belastbar.contracts.FindingDetails;
import io.belastbar.contracts.Verification;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.profiling.finding.link.Link;
import io.belastbar.report.ReportTime;
import io.belastbar.report.Wording;
import io.belastbar.report.part.Status.Fact;
import java.util.ArrayList;
import java.util.List;

/** What a fix brings and takes, who looks after a finding, and what counts for it: only what is known. */
final class HandlingText {
    private final Wording words;
    private final ReportTime time;

    HandlingText(Wording words, ReportTime time) {
        this.words = words;
        this.time = time;
    }

    List<Fact> facts(Finding finding) {
        List<Fact> facts = new ArrayList<>();
        if (finding.details() != null) {
            details(finding.details(), facts);
        }
        add(facts, "assignee", finding.assignee());
        if (finding.dueAt() != null) {
            String due = time.minute(finding.dueAt());
            add(facts, "due", finding.overdue() ? words.text("overdue", due) : due);
        }
        add(facts, "mergedInto", finding.mergedInto());
        add(facts, "verification", verification(finding.verification()));
        finding.linked().stream()
                .filter(link -> link.kind() == Link.Kind.DUPLICATE && link.title() != null)
                .forEach(link -> add(facts, "duplicate", linked(link)));
        return facts;
    }

    private void details(FindingDetails details, List<Fact> facts) {
        if (details.expectedEffect() != null) {
            add(facts, "expectedEffect", effect(details.expectedEffect()));
        }
        if (details.effort() != null) {
            add(
                    facts,
                    "effort",
                    words.text(
                            "effortOf",
                            details.effort().size().name(),
                            details.effort().personHours()));
        }
        if (details.returnOnInvestment() != null) {
            add(facts, "returnOnInvestment", words.text("returnOf", details.returnOnInvestment()));
        }
        add(facts, "testRun", details.runId());
        add(facts, "flameGraph", details.flameGraph());
    }

    private String effect(ExpectedEffect effect) {
        return words.text("effectOf", effect.metric(), effect.before(), effect.after(), effect.unit())
                .strip();
    }

    private String verification(Verification measured) {
        return measured == null
                ? null
                : words.text(
                        measured.over() ? "measuredOver" : "measuredNotOver",
                        measured.measured(),
                        measured.before(),
                        measured.after(),
                        measured.by(),
                        time.minute(measured.at()));
    }

    private String linked(Link link) {
        String number = link.number() == null ? "" : link.number() + " ";
        String observed =
                link.metric() == null ? "" : " (" + link.metric() + ": " + link.observed() + ", " + link.limit() + ")";
        return (number + link.title() + observed).replaceAll("\\s+", " ");
    }

    private void add(List<Fact> facts, String key, String value) {
        if (value != null) {
            facts.add(new Fact(words.text(key), value));
        }
    }
}
