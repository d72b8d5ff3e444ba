package io.belastbar.load.shortfall;

import io.belastbar.load.engine.DataUse;
import io.belastbar.load.result.GeneratorReport.Shortfall;
import io.belastbar.load.scenario.LoadModel;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** That rows of the test data, each used once, were fewer than the plan asked for. */
public final class DataShortfall {

    private final LoadModel load;
    private final Duration into;
    private final long rows;
    private final long unbegun;

    private DataShortfall(LoadModel load, Duration into, long rows, long unbegun) {
        this.load = load;
        this.into = into;
        this.rows = rows;
        this.unbegun = unbegun;
    }

    /** Empty if there was a row for everybody. */
    public static Optional<Shortfall> of(LoadModel load, List<DataUse> lanes, long originNanos) {
        if (lanes.stream().noneMatch(DataUse::usedUp)) {
            return Optional.empty();
        }
        long usedUpAt = lanes.stream().mapToLong(DataUse::usedUpAtNanos).min().orElse(originNanos);
        DataShortfall shortfall = new DataShortfall(
                load,
                Duration.ofNanos(Math.max(0, usedUpAt - originNanos)),
                lanes.stream().mapToLong(DataUse::begun).sum(),
                lanes.stream().mapToLong(DataUse::unbegun).sum());
        return Optional.of(new Shortfall(Shortfall.Kind.TEST_DATA, Sentence.of(shortfall::sentence)));
    }

    private String sentence(ReportLanguage language) {
        String count = language.number(rows, 0);
        String after = language.number(into.toMillis() / 1e3, 1);
        return switch (language) {
            case ENGLISH ->
                "The test data was used up after " + count + (rows == 1 ? " row, " : " rows, ") + after
                        + " s into the run: " + english(language)
                        + ". Give more rows, order: sequential or random, or ask for less load.";
            case GERMAN ->
                "Die Testdaten waren nach " + count + (rows == 1 ? " Zeile" : " Zeilen") + " aufgebraucht, " + after
                        + " s nach Beginn: " + german(language)
                        + ". Mehr Zeilen geben, order: sequential oder random, oder weniger Last verlangen.";
        };
    }

    private String english(ReportLanguage language) {
        return switch (load) {
            case LoadModel.Open open -> language.number(unbegun, 0) + " planned arrivals did not begin";
            case LoadModel.Closed closed
            when closed.iterationsPerUser() != null ->
                language.number(unbegun, 0) + " planned iterations did not begin";
            case LoadModel.Closed closed ->
                "the load ended then, not after its planned " + language.number(planned(), 1) + " s";
        };
    }

    private String german(ReportLanguage language) {
        return switch (load) {
            case LoadModel.Open open -> language.number(unbegun, 0) + " geplante Ankünfte begannen nicht";
            case LoadModel.Closed closed
            when closed.iterationsPerUser() != null ->
                language.number(unbegun, 0) + " geplante Durchläufe begannen nicht";
            case LoadModel.Closed closed ->
                "Die Last endete damit, nicht nach den geplanten " + language.number(planned(), 1) + " s";
        };
    }

    private double planned() {
        return load.duration().toMillis() / 1e3;
    }
}
