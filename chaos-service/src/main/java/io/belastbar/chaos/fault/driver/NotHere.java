package io.belastbar.chaos.fault.driver;

import io.belastbar.report.Sentence;
import java.util.List;

/** Why something is not possible here, and what to do about it. */
public final class NotHere {
    private NotHere() {}

    /** Each part without a full stop. */
    public static Sentence because(String why, String german, String remedy, String remedyGerman) {
        return new Sentence(
                "not possible here, because " + why + ": " + remedy,
                "hier nicht möglich, weil " + german + ": " + remedyGerman);
    }

    /** @param what in English and German alike: proxy */
    static Sentence noSuch(String what, String name, String target, List<String> known) {
        String names = known.isEmpty() ? "–" : String.join(", ", known);
        return because(
                "%s has no %s \"%s\"".formatted(target, what, name),
                "%s kein(en) %s „%s“ hat".formatted(target, what, name),
                "name one of: " + names,
                "nennen Sie einen von: " + names);
    }

    static Sentence silent(String target, Exception failure) {
        return because(
                "%s does not answer as it should (%s)".formatted(target, failure.getMessage()),
                "%s nicht antwortet wie erwartet (%s)".formatted(target, failure.getMessage()),
                "start it, or correct its address in belastbar.targets." + target,
                "starten Sie es, oder berichtigen Sie die Adresse in belastbar.targets." + target);
    }
}
