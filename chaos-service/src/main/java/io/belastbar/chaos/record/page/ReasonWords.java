package io.belastbar.chaos.record.page;

import io.belastbar.report.Wording;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Why a game day took its course. What this service says itself is known in both languages; what others said stays as it is. */
final class ReasonWords {
    /** What is between two reasons. */
    private static final String AND = "; ";

    /** A reason with a star for each name or number in it, and the key of its text. */
    static final Map<String, String> KEYS = keys();

    private static final Map<Pattern, String> PATTERNS = patterns();

    /** Those in which a word of ours stands, or another reason; in the others it is a name, which nobody translates. */
    private static final Set<String> OURS = Set.of("faultIs", "oldPrimary", "unavailable", "unavailableBecause");

    private ReasonWords() {}

    /** Of several reasons each by itself. */
    static String of(String reason, Wording words) {
        return known(reason, words).orElseGet(() -> Arrays.stream(reason.split(AND, -1))
                .map(part -> known(part, words).orElse(part))
                .collect(Collectors.joining(AND)));
    }

    private static Optional<String> known(String reason, Wording words) {
        for (Map.Entry<Pattern, String> each : PATTERNS.entrySet()) {
            Matcher found = each.getKey().matcher(reason);
            if (found.matches()) {
                Object[] names = IntStream.rangeClosed(1, found.groupCount())
                        .mapToObj(group ->
                                OURS.contains(each.getValue()) ? word(found.group(group), words) : found.group(group))
                        .toArray();
                return Optional.of(words.text("reason." + each.getValue(), names));
            }
        }
        return Optional.empty();
    }

    private static String word(String text, Wording words) {
        return words.has("value." + text)
                ? words.text("value." + text)
                : known(text, words).orElse(text);
    }

    private static Map<Pattern, String> patterns() {
        Map<Pattern, String> patterns = new LinkedHashMap<>();
        KEYS.forEach((reason, key) -> patterns.put(
                Pattern.compile(
                        Arrays.stream(reason.split("\\*", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining("(.*)")),
                        Pattern.DOTALL),
                key));
        return patterns;
    }

    private static Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("steady state missed", "steadyMissed");
        keys.put("steady state not regained", "notRegained");
        keys.put("faults not taken back", "notTakenBack");
        keys.put("own database away", "ownDatabase");
        keys.put("its instance was lost", "instanceLost");
        keys.put("nobody is there to confirm it: the game day is unattended", "unattended");
        keys.put("it did not end in time", "late");
        keys.put("the proof did not end in time", "proofLate");
        keys.put("a target did not confirm; its own time limit ends the fault", "notConfirmed");
        keys.put("the target did not confirm that the fault is gone", "notGone");
        keys.put("the platform's database did not take it when it happened", "recordedLater");
        keys.put("the service stops", "serviceStops");
        keys.put("asked for", "askedFor");
        keys.put("RTO missed", "rtoMissed");
        keys.put("RPO missed", "rpoMissed");
        keys.put("RTO not known", "rtoUnknown");
        keys.put("RPO not known", "rpoUnknown");
        keys.put("measuring", "measuring");
        keys.put("aborted by *", "abortedBy");
        keys.put("denied by *", "deniedBy");
        keys.put("preparation *", "preparation");
        keys.put("step *", "step");
        keys.put("expectation *", "expectation");
        keys.put("check *", "check");
        keys.put("stop condition *", "stopCondition");
        keys.put("rollback *", "rollback");
        keys.put("kill switch: *", "killSwitch");
        keys.put("no process runs in the role *", "noneInRole");
        keys.put("the analysis has * findings, and none about *", "notFound");
        keys.put("the fault is *", "faultIs");
        keys.put("nobody could read what the former primary has: *", "oldPrimary");
        keys.put("it was left off", "leftOff");
        keys.put("there is no history of the probe at this instance", "noHistory");
        keys.put("it took no write of the probe", "noWrite");
        keys.put("it was not begun", "notBegun");
        keys.put("it was not begun in time", "notBegunInTime");
        keys.put("the probe", "probe");
        keys.put("database *", "database");
        keys.put("its time is over", "timeOver");
        keys.put("it was taken back meanwhile", "backMeanwhile");
        keys.put("no process is left to choose from", "noneLeft");
        keys.put("no answer within * ms", "noAnswerWithin");
        keys.put("it has no setting *", "noSetting");
        keys.put("it does not tell *", "doesNotTell");
        keys.put("* is not available at the moment because *", "unavailableBecause");
        keys.put("* is not available at the moment", "unavailable");
        keys.put("* answered *, expected was one of *", "otherAnswer");
        return keys;
    }
}
