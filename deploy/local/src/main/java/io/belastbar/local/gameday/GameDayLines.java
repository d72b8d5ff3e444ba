package io.belastbar.local.gameday;

import io.belastbar.local.ReportLanguage;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What happens on a game day as lines for people. */
final class GameDayLines {
    private static final String NO_TIME = "--:--:--";
    private static final String INDENT = " ".repeat(NO_TIME.length() + 4);
    private static final String ITSELF = "game-day";
    /** What is said in the line itself, by the words of whoever looked or did. */
    private static final List<String> SAYING = List.of("measured", "reason", "note");

    private static final Set<String> PROOFS = Set.of("STEADY", "NOT_STEADY", "REGAINED", "NOT_REGAINED");

    private final ReportLanguage language;
    private final DateTimeFormatter clock;

    GameDayLines(ReportLanguage language, ZoneId zone) {
        this.language = language;
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    /** None for what the lines before and after it say already. */
    List<String> of(Moment moment) {
        if (moment.kind().equals("PHASE_ENTERED") && moment.subject().equals("ENDED")) {
            return List.of();
        }
        String time = moment.at().map(clock::format).orElse(NO_TIME);
        List<String> lines = new ArrayList<>();
        if (moment.kind().equals("PHASE_ENTERED")) {
            lines.add(time + "  " + phase(moment.subject()));
            return lines;
        }
        boolean proof = PROOFS.contains(moment.kind());
        String line = time + "  - " + happened(moment.kind());
        if (!proof && !moment.subject().isEmpty()) {
            line += ": " + moment.subject() + kindOf(moment);
        }
        if (!moment.by().isEmpty() && !moment.by().equals(ITSELF)) {
            line += language.say(", by ", ", durch ") + moment.by();
        }
        Map<String, String> details = new TreeMap<>(moment.details(language));
        if (moment.kind().equals("CONFIRMATION_AWAITED")) {
            // Who is waited for, and how to say that it is done, stands in the lines below.
            List.of("step", "role", "text").forEach(details::remove);
        }
        details.remove("step");
        if (proof) {
            lines.add(line);
            details.forEach((name, seen) -> lines.add(INDENT + name + ": " + seen));
            return lines;
        }
        for (String name : SAYING) {
            String said = details.remove(name);
            line += said == null || said.isEmpty() ? "" : ": " + said;
        }
        lines.add(line + rest(details));
        return lines;
    }

    private static String kindOf(Moment moment) {
        return moment.action().isEmpty() || moment.action().equals(ITSELF) ? "" : " (" + moment.action() + ")";
    }

    private static String rest(Map<String, String> details) {
        return details.isEmpty()
                ? ""
                : details.entrySet().stream()
                        .map(detail -> detail.getKey() + " " + detail.getValue())
                        .collect(Collectors.joining(", ", " [", "]"));
    }

    private String phase(String phase) {
        return switch (phase) {
            case "PREPARING" -> language.say("Preparation", "Vorbereitung");
            case "STEADY_STATE" -> language.say("Is the steady state there?", "Ist der Normalzustand da?");
            case "RUNNING" -> language.say("Exercise", "Übung");
            case "ROLLING_BACK" -> language.say("Everything is taken back", "Alles wird zurückgenommen");
            case "VERIFYING" -> language.say("Is the steady state there again?", "Ist der Normalzustand wieder da?");
            default -> phase;
        };
    }

    private String happened(String kind) {
        return switch (kind) {
            case "STEP_BEGUN" -> language.say("begun", "begonnen");
            case "STEP_DONE" -> language.say("done", "erledigt");
            case "STEP_NOT_DONE" -> language.say("NOT DONE", "NICHT ERLEDIGT");
            case "CONFIRMATION_AWAITED" -> language.say("waits for a person", "wartet auf einen Menschen");
            case "CONFIRMED" -> language.say("confirmed", "bestätigt");
            case "DENIED" -> language.say("DENIED", "ABGELEHNT");
            case "STEADY" -> language.say("steady", "normal");
            case "NOT_STEADY" -> language.say("NOT STEADY, nothing is broken", "NICHT NORMAL, es wird nichts gestört");
            case "REGAINED" -> language.say("steady again", "wieder normal");
            case "NOT_REGAINED" -> language.say("NOT STEADY AGAIN", "NICHT WIEDER NORMAL");
            case "EXPECTATION_MET" -> language.say("as expected", "wie erwartet");
            case "EXPECTATION_MISSED" -> language.say("NOT AS EXPECTED", "NICHT WIE ERWARTET");
            case "EXPECTATION_UNKNOWN" -> language.say("cannot be said", "nicht zu sagen");
            case "SIGHT_LOST" -> language.say("cannot be looked at", "lässt sich nicht ansehen");
            case "SIGHT_REGAINED" -> language.say("can be looked at again", "lässt sich wieder ansehen");
            case "MEASURED" -> language.say("measured", "gemessen");
            case "STOP_CONDITION_MET" -> language.say("STOPPED by condition", "ABGEBROCHEN durch Bedingung");
            case "ABORT_REQUESTED" -> language.say("end asked for", "Ende verlangt");
            case "STORE_LOST" -> language.say("the platform's database is away", "die Datenbank der Plattform ist weg");
            case "RESUMED" -> language.say("taken up by another instance", "von anderer Instanz übernommen");
            case "FAULTS_TAKEN_BACK" -> language.say("taken back", "zurückgenommen");
            case "FAULTS_NOT_TAKEN_BACK" -> language.say("NOT TAKEN BACK", "NICHT ZURÜCKGENOMMEN");
            case "GAME_DAY_ENDED" -> language.say("ended", "beendet");
            default -> kind.replace('_', ' ').toLowerCase(Locale.ROOT);
        };
    }
}
