package io.belastbar.chaos.dora.evidence;

import io.belastbar.chaos.dora.article.RoleWords;
import io.belastbar.chaos.dora.article.RoleWords.Part;
import io.belastbar.chaos.dora.facts.Fact;
import io.belastbar.chaos.dora.facts.GameDayFacts;
import io.belastbar.chaos.dora.facts.People;
import io.belastbar.resilience.record.RecordEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether those who tested are independent of those who answer for what was tested (Art. 24(4)). Computed from names: who
 * wrote the runbook and who began the game day are its testers; who has a role that operates or builds the function answers
 * for it; who signed the record off audits. Two names of one person are beyond it.
 */
final class Independence {
    private Independence() {}

    static Finding of(GameDayFacts day, RoleWords roles) {
        People people = day.people();
        List<Fact> facts = day.happened().stream()
                .filter(fact -> Set.of(RecordEntry.STARTED, "CONFIRMED", "DENIED", "APPROVED", RecordEntry.SIGN_OFF)
                        .contains(fact.kind()))
                .toList();
        Set<String> testers = new HashSet<>(Set.of(people.ran()));
        people.planned().ifPresent(testers::add);
        Set<String> operate = principals(people, roles, Part.OPERATES);
        List<String> both = common(testers, operate);
        if (!both.isEmpty()) {
            return Finding.of(Verdict.SHOWN_NOT_MET, facts, "reason.independence.testsOwn", both);
        }
        List<String> judgesOwn = common(people.signedOff(), tookPart(people));
        if (!judgesOwn.isEmpty()) {
            return Finding.of(Verdict.SHOWN_NOT_MET, facts, "reason.independence.auditsOwn", judgesOwn);
        }
        List<String> approvesOwn = common(people.approved(), testers);
        if (!approvesOwn.isEmpty()) {
            return Finding.of(Verdict.SHOWN_NOT_MET, facts, "reason.independence.approvesOwn", approvesOwn);
        }
        List<String> unnamed = people.named().stream()
                .filter(one -> roles.of(one.role()) == Part.OPERATES)
                .filter(one -> one.principal().isEmpty())
                .map(People.Named::role)
                .distinct()
                .toList();
        if (operate.isEmpty() && unnamed.isEmpty()) {
            return Finding.of(Verdict.NOT_SHOWN, facts, "reason.independence.nobodyOperates");
        }
        if (!unnamed.isEmpty()) {
            return Finding.of(Verdict.NOT_SHOWN, facts, "reason.independence.unnamed", unnamed);
        }
        if (people.planned().isEmpty()) {
            return Finding.of(Verdict.PARTLY, facts, "reason.independence.unknownAuthor", people.ran());
        }
        return people.signedOff().isEmpty()
                ? Finding.of(
                        Verdict.PARTLY, facts, "reason.independence.notSignedOff", sorted(testers), sorted(operate))
                : Finding.of(
                        Verdict.SHOWN,
                        facts,
                        "reason.independence.independent",
                        sorted(testers),
                        sorted(operate),
                        sorted(people.signedOff()));
    }

    private static Set<String> tookPart(People people) {
        Set<String> all = new HashSet<>(people.confirmed());
        all.add(people.ran());
        people.planned().ifPresent(all::add);
        all.addAll(people.approved());
        return all;
    }

    private static Set<String> principals(People people, RoleWords roles, Part part) {
        return people.named().stream()
                .filter(one -> roles.of(one.role()) == part)
                .flatMap(one -> one.principal().stream())
                .collect(Collectors.toSet());
    }

    private static List<String> common(Set<String> some, Set<String> others) {
        return some.stream().filter(others::contains).sorted().toList();
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
