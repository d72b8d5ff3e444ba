package io.belastbar.load.plan;

import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What somebody changed while the load ran: when, and to what. */
public final class ChangeNotes {

    /** Who changes a load more often steers it by a program, and has its own record. */
    private static final int TOLD_MAX = 20;

    private final List<Sentence> told = new ArrayList<>();
    private int more;

    /** {@code after} the beginning of the load. */
    public void add(LoadChange change, Duration after) {
        if (told.size() == TOLD_MAX) {
            more++;
            return;
        }
        long seconds = Math.max(0, after.toSeconds());
        told.add(Sentence.of(language -> switch (language) {
            case ENGLISH -> "After " + seconds + " s the load was changed to " + text(change, language) + ".";
            case GERMAN -> "Nach " + seconds + " s wurde die Last auf " + text(change, language) + " geändert.";
        }));
    }

    private static String text(LoadChange change, ReportLanguage language) {
        boolean english = language == ReportLanguage.ENGLISH;
        return switch (change) {
            case LoadChange.Users(int users) -> language.number(users) + (english ? " users" : " Benutzer");
            case LoadChange.Rate(double perSecond) ->
                language.number(perSecond) + (english ? " arrivals/s" : " Ankünfte/s");
        };
    }

    /**
     * In the order in which they came.
     *
     * @param throughputLimited whether a threshold wants a throughput of the run as a whole
     */
    public List<Sentence> sentences(boolean throughputLimited) {
        List<Sentence> all = new ArrayList<>(told);
        if (more > 0) {
            all.add(new Sentence(
                    "It was changed " + more + " more times.", "Sie wurde noch " + more + "-mal geändert."));
        }
        if (throughputLimited && !told.isEmpty()) {
            all.add(new Sentence(
                    "Throughput was judged over the whole run, before and after the change: the run may keep a limit that a"
                            + " part of it did not. A threshold with a window judges each part.",
                    "Der Durchsatz wurde über den ganzen Lauf beurteilt, vor und nach der Änderung: Der Lauf kann eine"
                            + " Grenze einhalten, die ein Teil von ihm nicht einhielt. Ein Schwellwert mit window beurteilt"
                            + " jeden Teil."));
        }
        return all;
    }
}
