package io.belastbar.chaos.expectation.metric;

import io.belastbar.chaos.expectation.Band;
import io.belastbar.chaos.expectation.Expectation;
import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Measured;
import io.belastbar.chaos.expectation.Observation;
import io.belastbar.chaos.expectation.Observation.Result;
import io.belastbar.chaos.expectation.metric.MetricSource.Value;
import io.belastbar.quantity.Quantity;
import io.belastbar.report.Sentence;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A metric of an application lies in a band, or what a counter grows by in a second does.
 *
 * @param over how far two looks at a counter lie apart; empty: one look, the value itself counts
 */
public record Metric(MetricSource source, MetricUnit unit, Band<Quantity> band, Optional<Duration> over)
        implements Expectation {

    public static final String TYPE = "metric";

    private static final Duration OVER = Duration.ofSeconds(1);
    private static final Duration OVER_MIN = Duration.ofMillis(100);
    private static final Duration OVER_MAX = Duration.ofSeconds(60);

    /** What it is held against: {@code per: second}. */
    private enum Per {
        SECOND
    }

    /**
     * One look.
     *
     * @param sentNanos when it was asked, on a clock that only goes forward; the value is of some time from then on
     * @param receivedNanos when the whole page was there
     */
    public record Reading(Value value, long sentNanos, long receivedNanos) {}

    public static Optional<Metric> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, MetricSource.fieldsAnd("unit", "per", "over", "at-least", "at-most"));
        MetricSource source = MetricSource.read(fields);
        boolean rate = fields.optional("per").isPresent()
                && fields.oneOf("per", Per.class).isPresent();
        MetricUnit unit = unit(fields, source, rate);
        Optional<Duration> over = fields.optionalDuration("over");
        if (over.isPresent() && !rate) {
            fields.fault("over", "needs per: second");
        }
        if (over.filter(time -> time.compareTo(OVER_MIN) < 0 || time.compareTo(OVER_MAX) > 0)
                .isPresent()) {
            fields.fault("over", "must be between 100ms and 60s");
        }
        Optional<Band<Quantity>> band = fields.band(unit.parse());
        return fields.ifSound(() ->
                new Metric(source, unit, band.orElseThrow(), rate ? Optional.of(over.orElse(OVER)) : Optional.empty()));
    }

    private static MetricUnit unit(ExpectationFields fields, MetricSource source, boolean rate) {
        boolean written = fields.optional("unit").isPresent();
        if (written && rate) {
            fields.fault("unit", "must not stand beside per: the band is a rate, as in 100/s");
        }
        if (rate) {
            return MetricUnit.PER_SECOND;
        }
        MetricUnit named = MetricUnit.of(source.metric());
        return written ? fields.oneOf("unit", MetricUnit.class).orElse(named) : named;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Set<String> targets() {
        return Set.of(source.target());
    }

    @Override
    public Set<String> credentials() {
        return source.as().map(Set::of).orElse(Set.of());
    }

    @Override
    public Sentence sentence() {
        Sentence in = band.sentence();
        String what = source.text() + " (" + source.target() + "): ";
        return new Sentence(what + in.english(), what + in.german());
    }

    /** @return NOT_YET outside the band; UNKNOWN without a value */
    public Observation judge(Value value) {
        return switch (value) {
            case Value.None none -> new Observation(Result.UNKNOWN, none.why(), Map.of());
            case Value.Amount amount -> judge(Measured.exactly(amount.value()));
        };
    }

    /** @return UNKNOWN also if the counter began anew in between, or an end of the band lies within the error bound */
    public Observation judge(Reading first, Reading second) {
        if (!(first.value() instanceof Value.Amount before)) {
            return judge(first.value());
        }
        if (!(second.value() instanceof Value.Amount after)) {
            return judge(second.value());
        }
        double grown = after.value() - before.value();
        if (!Double.isFinite(grown) || grown < 0) {
            return Observation.unknown(
                    "the counter began anew: " + before.value() + ", then " + after.value(),
                    "der Zähler hat neu begonnen: " + before.value() + ", dann " + after.value());
        }
        double least = seconds(first.receivedNanos(), second.sentNanos());
        double most = seconds(first.sentNanos(), second.receivedNanos());
        if (least <= 0) {
            return Observation.unknown("the two looks overlap", "die zwei Blicke überschneiden sich");
        }
        double slowest = grown / most;
        double fastest = grown / least;
        double middle = Math.clamp(grown / ((least + most) / 2), slowest, fastest);
        return judge(new Measured(middle, slowest, fastest));
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    private Observation judge(Measured measured) {
        Result result =
                switch (band.place(new Measured(
                        unit.inBase(measured.value()), unit.inBase(measured.least()), unit.inBase(measured.most())))) {
                    case INSIDE -> Result.HOLDS;
                    case OUTSIDE -> Result.NOT_YET;
                    case UNDECIDED -> Result.UNKNOWN;
                };
        Map<String, String> details = new LinkedHashMap<>();
        details.put("value", String.valueOf(measured.value()));
        details.put("unit", unit.name());
        if (over.isPresent()) {
            details.put("valueLeast", String.valueOf(measured.least()));
            details.put("valueMost", String.valueOf(measured.most()));
        }
        return new Observation(
                result, Sentence.of(language -> language.number(measured.value(), 3) + unit.sign()), details);
    }
}
