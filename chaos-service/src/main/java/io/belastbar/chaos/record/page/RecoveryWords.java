package io.belastbar.chaos.record.page;

import io.belastbar.chaos.record.report.Recovery;
import io.belastbar.chaos.record.report.Recovery.Kept;
import io.belastbar.chaos.record.report.Recovery.Loss;
import io.belastbar.chaos.record.report.Recovery.RecoveryTime;
import io.belastbar.report.Wording;
import java.time.Duration;
import java.util.Optional;

/** What was measured of an outage, beside its targets. What is not known is said so, and is never 0. */
final class RecoveryWords {
    private final Wording words;
    private final TimeWords lengths;

    RecoveryWords(Wording words) {
        this.words = words;
        this.lengths = new TimeWords(words.language());
    }

    /** {@code RTO 41 s ± 0.2 s of 30 min: kept}. */
    String rto(Recovery one) {
        return "RTO "
                + beside(rtoFigure(one.rto()), one.rto().target(), one.rto().kept());
    }

    String rpo(Recovery one) {
        return "RPO "
                + beside(rpoFigure(one.rpo()), one.rpo().target(), one.rpo().kept());
    }

    String rtoFigure(RecoveryTime rto) {
        if (rto.none()) {
            return rto.bound()
                    .map(bound -> words.text("noOutageAbove", lengths.length(bound)))
                    .orElseGet(() -> words.text("noOutage"));
        }
        return rto.time()
                .map(time -> lengths.bounded(time, rto.bound(), rto.target()))
                .or(() -> rto.moreThan()
                        .map(more -> words.text("notReached", lengths.bounded(more, rto.bound(), rto.target()))))
                .orElseGet(() -> words.text("notMeasured"));
    }

    /** Short enough for a headline; the time of the loss stands elsewhere. */
    String rpoHeadline(Loss rpo) {
        return rpo.rows()
                .map(rows -> words.text("rowsShort", rows))
                .or(() -> rpo.time().map(lengths::length))
                .orElseGet(() -> words.text("unknownShort"));
    }

    String rtoHeadline(RecoveryTime rto) {
        if (rto.none()) {
            return words.text("noOutage");
        }
        return rto.time().isPresent() || rto.moreThan().isEmpty()
                ? rto.time().map(time -> rtoFigure(rto)).orElseGet(() -> words.text("unknownShort"))
                : "> " + lengths.length(rto.moreThan().get());
    }

    String rpoFigure(Loss rpo) {
        if (rpo.rows().isEmpty() && rpo.time().isEmpty()) {
            return words.text("lossUnknown");
        }
        if (rpo.rows().filter(rows -> rows == 0).isPresent()) {
            return words.text("nothingLost");
        }
        String time = rpo.time()
                .map(lost ->
                        rpo.target().map(target -> lengths.beside(lost, target)).orElseGet(() -> lengths.length(lost)))
                .orElseGet(() -> words.text("timeUnknown"));
        return rpo.rows().map(rows -> words.text("rowsLost", rows, time)).orElse(time);
    }

    /** Empty if there is none. */
    String target(Optional<Duration> target) {
        return target.map(lengths::length).orElse("");
    }

    private String beside(String figure, Optional<Duration> target, Kept kept) {
        return target.map(wanted -> words.text("ofTarget", figure, lengths.length(wanted), kept))
                .orElse(figure);
    }

    /** As a sign that can be seen from afar. */
    static String mark(Kept kept) {
        return switch (kept) {
            case KEPT -> "✅";
            case MISSED -> "❌";
            case UNDECIDED, NO_TARGET -> "❔";
        };
    }
}
