package io.belastbar.load.comparison;

import io.belastbar.report.ReportLanguage;

/**
 * Why two runs should be compared with care, or not at all.
 *
 * @param run the name of the run that it is about
 * @param baseline what the baseline had, as text; empty if it does not matter
 * @param other what the other run had
 */
public record ComparisonWarning(Kind kind, String run, String baseline, String other) {

    /** Sorted by weight. */
    public enum Kind {
        RUN_INVALID,
        RUN_ABORTED,
        DIFFERENT_SCENARIO,
        DIFFERENT_VERSION,
        DIFFERENT_TARGET,
        DIFFERENT_LOAD,
        DIFFERENT_DURATION,
        DIFFERENT_ENGINE,
        SERVICE_TIMES,
        MORE_ERRORS,
        NO_SECONDS,
        FEW_SECONDS,
        TOO_SHORT_FOR_ITS_WANDERING,
        ONLY_SOME_PERCENTILES,
        STEPS_WITHOUT_PARTNER
    }

    /** Whether no conclusion may be drawn at all. */
    public boolean forbids() {
        return kind == Kind.RUN_INVALID;
    }

    public String sentence(ReportLanguage language) {
        return language == ReportLanguage.GERMAN ? german() : english();
    }

    private String german() {
        return switch (kind) {
            case RUN_INVALID ->
                "Der Lauf " + run + " ist ungültig: Der Lastgenerator war zu spät. Seine Zahlen sind nicht"
                        + " die des Ziels; ein Schluss ist nicht möglich.";
            case RUN_ABORTED ->
                "Der Lauf " + run + " wurde abgebrochen; verglichen wird, was bis dahin gemessen wurde.";
            case DIFFERENT_SCENARIO -> "Die Szenarien heißen verschieden: " + between() + ".";
            case DIFFERENT_VERSION -> "Das Szenario hat verschiedene Versionen: " + between() + ".";
            case DIFFERENT_TARGET -> "Die Ziele sind verschieden: " + between() + ".";
            case DIFFERENT_LOAD ->
                "Die Last war verschieden: " + germanNumbers()
                        + " Anfragen/s. Mehr Last macht Antworten langsamer, auch ohne Änderung am Ziel.";
            case DIFFERENT_DURATION -> "Die Läufe dauerten verschieden lang: " + between() + ".";
            case DIFFERENT_ENGINE -> "Verschiedene Werkzeuge haben gemessen: " + between() + ".";
            case SERVICE_TIMES ->
                "Verglichen werden die Zeiten ab dem Senden, weil " + run + " keine anderen kennt. Wartezeit"
                        + " vor dem Senden fehlt darin.";
            case MORE_ERRORS ->
                "Die Fehlerrate hat sich geändert: " + germanNumbers()
                        + ". Fehler antworten oft schneller oder langsamer als Erfolge.";
            case NO_SECONDS ->
                "Von " + run + " sind keine Werte je Sekunde bekannt. Die Intervalle nehmen Anfragen als"
                        + " unabhängig an und sind eher zu eng.";
            case FEW_SECONDS ->
                run + " dauerte nur " + other + " s; die Intervalle nehmen Anfragen als unabhängig an und"
                        + " sind eher zu eng.";
            case TOO_SHORT_FOR_ITS_WANDERING ->
                "Die Antwortzeiten von " + run + " schwanken über so lange Strecken, dass nur " + other
                        + " unabhängige Stücke bleiben; die Intervalle sind eher zu eng. Länger messen hilft.";
            case ONLY_SOME_PERCENTILES ->
                "Von " + run + " sind nur einzelne Perzentile bekannt, höchstens p" + other.replace('.', ',')
                        + "; dazwischen ist interpoliert.";
            case STEPS_WITHOUT_PARTNER -> "Ohne Gegenstück im anderen Lauf: " + other + ".";
        };
    }

    private String english() {
        return switch (kind) {
            case RUN_INVALID ->
                "The run " + run + " is invalid: its load generator was late. Its numbers are not the"
                        + " target's; nothing can be concluded.";
            case RUN_ABORTED -> "The run " + run + " was aborted; what it measured until then is compared.";
            case DIFFERENT_SCENARIO -> "The scenarios have different names: " + between() + ".";
            case DIFFERENT_VERSION -> "The scenario has different versions: " + between() + ".";
            case DIFFERENT_TARGET -> "The targets differ: " + between() + ".";
            case DIFFERENT_LOAD ->
                "The load differed: " + between()
                        + " requests/s. More load makes answers slower without any change of the target.";
            case DIFFERENT_DURATION -> "The runs lasted differently: " + between() + ".";
            case DIFFERENT_ENGINE -> "Different tools measured: " + between() + ".";
            case SERVICE_TIMES ->
                "Times from the send are compared, because " + run + " knows no others. Waiting before the"
                        + " send is not in them.";
            case MORE_ERRORS ->
                "The error rate changed: " + between() + ". Errors often answer faster or slower than successes.";
            case NO_SECONDS ->
                run + " has no values per second. The intervals take requests for independent and are"
                        + " rather too narrow.";
            case FEW_SECONDS ->
                run + " lasted only " + other + " s; the intervals take requests for independent and are"
                        + " rather too narrow.";
            case TOO_SHORT_FOR_ITS_WANDERING ->
                "The response times of " + run + " wander over such long stretches that only " + other
                        + " independent pieces are left; the intervals are rather too narrow. Measuring longer helps.";
            case ONLY_SOME_PERCENTILES ->
                "Of " + run + " only some percentiles are known, p" + other
                        + " at most; between them is interpolation.";
            case STEPS_WITHOUT_PARTNER -> "Without a partner in the other run: " + other + ".";
        };
    }

    private String between() {
        return baseline + " → " + other;
    }

    private String germanNumbers() {
        return between().replace('.', ',');
    }
}
