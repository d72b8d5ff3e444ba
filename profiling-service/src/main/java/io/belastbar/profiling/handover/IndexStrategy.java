package io.belastbar.profiling.handover;

import io.belastbar.contracts.ExpectedEffect;
import io.belastbar.profiling.finding.Finding;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which indexes to make and which to drop, with what was measured of them. */
final class IndexStrategy {
    private static final String NOT_PROVEN = "NOT_PROVEN";

    private final Wording words;
    private final List<Finding> findings;

    /** @param findings of the system; those without a statement about an index are passed over */
    IndexStrategy(List<Finding> findings, ReportLanguage language) {
        this.words = Wording.of(IndexStrategy.class, language);
        this.findings = findings.stream()
                .filter(finding -> finding.status().isUndecided())
                .filter(finding -> ddl(finding) != null)
                .toList();
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# " + words.text("indexStrategyTitle"));
        lines.add("");
        List<Finding> create = starting("CREATE");
        List<Finding> drop = starting("DROP");
        lines.add(words.text("indexStrategySummary", create.size(), drop.size()));
        if (!create.isEmpty()) {
            section(lines, "indexesToCreate");
            create.forEach(finding -> creation(lines, finding));
        }
        if (!drop.isEmpty()) {
            section(lines, "indexesToDrop");
            drop.forEach(finding -> removal(lines, finding));
        }
        return String.join("\n", lines) + "\n";
    }

    private void section(List<String> lines, String key) {
        lines.add("");
        lines.add("## " + words.text(key));
    }

    private void creation(List<String> lines, Finding finding) {
        Map<String, String> facts = finding.evidence();
        heading(lines, finding);
        lines.add("```sql\n" + ddl(finding) + ";\n```");
        lines.add("");
        String verdict = facts.get("proofVerdict");
        if (verdict == null) {
            lines.add(words.text("notMeasuredYet", finding.number()));
        } else {
            lines.add("- " + words.text("measured", verdict, escaped(facts.getOrDefault("proofReason", ""))));
            pair(lines, "blocksOfStatement", facts, "proofBlocksBefore", "proofBlocksAfter");
            pair(lines, "timeOfStatement", facts, "proofMedianMsBefore", "proofMedianMsAfter");
            one(lines, "sizeOfIndex", size(facts.get("proofIndexBytes")));
            one(lines, "slowerInserts", facts.get("proofInsertSlowerPercent"));
            if (NOT_PROVEN.equals(verdict)) {
                lines.add("- " + words.text("doNotCreate"));
            }
        }
        effect(lines, finding);
    }

    private void effect(List<String> lines, Finding finding) {
        if (finding.details() == null) {
            return;
        }
        ExpectedEffect effect = finding.details().expectedEffect();
        if (effect != null) {
            ReportLanguage language = words.language();
            lines.add("- "
                    + words.text(
                            "expectedEffect",
                            escaped(effect.metric()),
                            language.number(effect.before()),
                            language.number(effect.after()),
                            escaped(effect.unit())));
        }
        if (finding.details().returnOnInvestment() != null) {
            lines.add("- "
                    + words.text(
                            "returnOnInvestment",
                            words.language().number(finding.details().returnOnInvestment(), 1)));
        }
    }

    private void removal(List<String> lines, Finding finding) {
        heading(lines, finding);
        lines.add("```sql\n" + ddl(finding) + ";\n```");
        lines.add("");
        one(lines, "sizeOfIndex", size(finding.evidence().get("sizeBytes")));
        one(lines, "scansOfIndex", finding.evidence().get("scans"));
    }

    private void heading(List<String> lines, Finding finding) {
        lines.add("");
        lines.add("### " + finding.number() + " " + escaped(finding.title()));
        lines.add("");
    }

    private void pair(List<String> lines, String key, Map<String, String> facts, String before, String after) {
        if (facts.get(before) != null && facts.get(after) != null) {
            lines.add("- " + words.text(key, facts.get(before), facts.get(after)));
        }
    }

    private void one(List<String> lines, String key, String value) {
        if (value != null) {
            lines.add("- " + words.text(key, value));
        }
    }

    private String size(String bytes) {
        return bytes == null || !bytes.matches("\\d{1,18}")
                ? null
                : words.language().bytes(Long.parseLong(bytes));
    }

    /** One index is told once, whichever findings ask for it. */
    private List<Finding> starting(String verb) {
        Set<String> told = new HashSet<>();
        return findings.stream()
                .filter(finding -> ddl(finding).toUpperCase(Locale.ROOT).startsWith(verb))
                .filter(finding -> told.add(ddl(finding)))
                .toList();
    }

    private static String ddl(Finding finding) {
        return finding.evidence().get("ddl");
    }

    private static String escaped(String text) {
        return text.strip().replaceAll("\\s+", " ").replace("<", "&lt;").replace("[", "\\[");
    }
}
