package io.belastbar.plans.rule;

import io.belastbar.plans.MeasuredNode;
import io.belastbar.plans.advice.Advice;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one rule says of several branches of one Append, partitions mostly, or with the same index as its remedy, is one advice,
 * about the heaviest of them. */
final class Members {
    private Members() {}

    static List<Advice> together(List<MeasuredNode> nodes, List<Advice> all) {
        Map<String, List<Advice>> byParent = new LinkedHashMap<>();
        for (Advice advice : all) {
            MeasuredNode node = nodes.get(advice.node());
            byParent.computeIfAbsent(key(node, advice), none -> new ArrayList<>())
                    .add(advice);
        }
        return byParent.values().stream().map(Members::together).toList();
    }

    private static String key(MeasuredNode node, Advice advice) {
        if (node.relationship().equals("Member")) {
            return advice.rule() + " below " + node.parent().orElseThrow().index();
        }
        String sql = advice.evidence().getOrDefault("sql", "");
        return advice.rule() + (sql.startsWith("CREATE INDEX") ? " for " + sql : " at " + advice.node());
    }

    private static Advice together(List<Advice> same) {
        Advice heaviest =
                same.stream().max(Comparator.comparingDouble(Advice::weight)).orElseThrow();
        if (same.size() == 1) {
            return heaviest;
        }
        double weight = Math.min(1, same.stream().mapToDouble(Advice::weight).sum());
        Sentence others = Wording.sentence(
                Members.class,
                words -> words.text(
                        "members.seen",
                        (double) (same.size() - 1),
                        words.language().percent(weight)));
        Sentence where = Wording.sentence(Members.class, words -> words.text("members.remedy"));
        Map<String, String> evidence = new LinkedHashMap<>(heaviest.evidence());
        evidence.put("branches", Integer.toString(same.size()));
        return new Advice(
                heaviest.rule(),
                weight,
                heaviest.node(),
                heaviest.pointer(),
                heaviest.title(),
                both(heaviest.seen(), others),
                isOnTables(same) ? both(heaviest.remedy(), where) : heaviest.remedy(),
                heaviest.threshold(),
                evidence);
    }

    /** Whether their remedies are indexes on different tables. */
    private static boolean isOnTables(List<Advice> same) {
        return same.stream()
                        .map(advice -> advice.evidence().getOrDefault("sql", ""))
                        .filter(sql -> sql.startsWith("CREATE INDEX"))
                        .distinct()
                        .count()
                > 1;
    }

    private static Sentence both(Sentence first, Sentence second) {
        return Sentence.of(language -> first.in(language) + " " + second.in(language));
    }
}
