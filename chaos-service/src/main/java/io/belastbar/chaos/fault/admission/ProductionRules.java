package io.belastbar.chaos.fault.admission;

import io.belastbar.report.Sentence;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is asked of a fault in production, and which of it is missing: its kind, the time, another person's approval. */
final class ProductionRules {
    private static final String SETTINGS = "belastbar.chaos.production.";

    private final List<Sentence> missing = new ArrayList<>();

    /** @param kinds that may be injected there */
    ProductionRules(String kind, List<String> kinds) {
        if (!kinds.contains(kind)) {
            miss(
                    "its kind " + kind + " is not in " + SETTINGS + "kinds",
                    "seine Art " + kind + " steht nicht in " + SETTINGS + "kinds");
        }
    }

    /** @param window when it may be; empty: never */
    ProductionRules at(ZonedDateTime now, Optional<String> window) {
        if (window.isEmpty()) {
            miss(
                    "no time for it is named in " + SETTINGS + "window",
                    "in " + SETTINGS + "window ist keine Zeit dafür genannt");
        } else if (!ProductionWindow.parse(window.get()).isOpen(now)) {
            String named = SETTINGS + "window (" + window.get() + ")";
            miss("it is not the time named in " + named, "es ist nicht die Zeit, die in " + named + " genannt ist");
        }
        return this;
    }

    /** @param hash of exactly what is to be approved */
    ProductionRules approved(boolean approved, String system, String hash) {
        if (!approved) {
            String door = "POST /api/v1/systems/" + system + "/approvals {\"hash\": \"" + hash + "\"}";
            miss("another person's approval, by " + door, "die Freigabe durch eine andere Person, mit " + door);
        }
        return this;
    }

    /**
     * Why it is refused; empty if it may be.
     *
     * @param named whether the target's environment is named; what nobody named counts as production
     */
    Optional<Sentence> refusal(String target, boolean named) {
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        Sentence unnamed = named ? new Sentence("", "") : environmentMissing(target);
        return Optional.of(new Sentence(
                unnamed.english() + "a fault in production is not possible yet: "
                        + missing.stream().map(Sentence::english).collect(Collectors.joining("; ")),
                unnamed.german() + "ein Fehler in Produktion ist noch nicht möglich: "
                        + missing.stream().map(Sentence::german).collect(Collectors.joining("; "))));
    }

    private static Sentence environmentMissing(String target) {
        String settings = "belastbar.targets." + target + ".environment (BELASTBAR_TARGETS_"
                + target.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT) + "_ENVIRONMENT)";
        return new Sentence(
                "target \"" + target + "\" has no environment named, so it counts as production; name it: " + settings
                        + " = local, test, staging or production; ",
                "das Ziel „" + target + "“ hat keine benannte Umgebung und zählt deshalb als Produktion; benennen Sie"
                        + " sie: " + settings + " = local, test, staging oder production; ");
    }

    private void miss(String english, String german) {
        missing.add(new Sentence(english, german));
    }
}
