package io.belastbar.capacity.plan.reading;

import io.belastbar.capacity.limit.catalogue.Catalogue;
import io.belastbar.capacity.limit.catalogue.KnownMetric;
import io.belastbar.capacity.limit.unit.Amount;
import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedLimit;
import io.belastbar.document.DocumentNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads triggers and limits: a metric, what it is and is planned to be, at which value something is done, and what. A maximum
 * without an alarm is the limit.
 */
final class LimitReader {
    private static final Set<String> FIELDS =
            Set.of("metric", "alarm_at", "warn_at", "maximum", "lower_is_worse", "action", "growth_factor");

    private final Reader reader;
    private final FigureReader figures;

    LimitReader(Reader reader, FigureReader figures) {
        this.reader = reader;
        this.figures = figures;
    }

    /** A limit's figure, if it plans one, and its limits: the alarm, and a warning before it. */
    record Read(Optional<PlannedFigure> figure, List<PlannedLimit> limits) {}

    /** One item of {@code triggers} or {@code limits}. */
    Read read(DocumentNode item) {
        if (!item.requireMapping(reader.errors())) {
            return new Read(Optional.empty(), List.of());
        }
        Keys.rejectUnknown(item, FIELDS, reader.errors());
        String metric = reader.line(item.required("metric", reader.errors()));
        Optional<PlannedFigure> figure =
                figures.figures(metric, item, null).stream().findFirst();
        return new Read(figure, limits(metric, item, figure));
    }

    /** The limits that stand in a mapping beside its figure. */
    List<PlannedLimit> limits(String metric, DocumentNode node, Optional<PlannedFigure> figure) {
        List<PlannedLimit> limits = new ArrayList<>();
        DocumentNode alarm = node.optional("alarm_at")
                .or(() -> node.optional("maximum"))
                .orElseGet(() -> node.required("alarm_at", reader.errors()));
        String unit = unit(metric, alarm, figure);
        if (unit == null) {
            return limits;
        }
        Optional<Double> maximum = node.optional("maximum").flatMap(one -> reader.in(unit, one));
        Optional<Double> value = reader.in(unit, alarm);
        boolean lower = value.isPresent() && lowerIsWorse(metric, node, value.get(), figure);
        String action = node.optional("action").map(reader::line).orElse(null);
        node.optional("warn_at")
                .flatMap(one -> reader.in(unit, one)
                        .map(warning -> new PlannedLimit(
                                metric, warning, unit, true, lower, maximum.orElse(null), action, reader.place(one))))
                .ifPresent(limits::add);
        value.map(at -> new PlannedLimit(
                        metric, at, unit, false, lower, maximum.orElse(null), action, reader.place(alarm)))
                .ifPresent(limits::add);
        return limits;
    }

    /** As the figure is written; without one as the limit is. What is known by name as a time or size needs a unit. */
    private String unit(String metric, DocumentNode alarm, Optional<PlannedFigure> figure) {
        if (alarm.kind() != DocumentNode.Kind.SCALAR) {
            alarm.asString(reader.errors());
            return null;
        }
        String written = figure.map(PlannedFigure::unit)
                .or(() -> reader.amount(alarm).map(Amount::unit))
                .orElse(null);
        Optional<String> known = Catalogue.own().find(metric).map(KnownMetric::unit);
        if (Units.COUNT.equals(written) && known.filter(Units::needsUnit).isPresent()) {
            reader.errors().add(alarm, "must have a unit, for example " + known.get());
            return null;
        }
        return written;
    }

    private boolean lowerIsWorse(String metric, DocumentNode node, double alarm, Optional<PlannedFigure> figure) {
        return node.optionalBoolean("lower_is_worse", reader.errors())
                .or(() -> Catalogue.own().find(metric).map(KnownMetric::lowerIsWorse))
                .orElseGet(() -> figure.map(PlannedFigure::current)
                        .filter(current -> alarm < current)
                        .isPresent());
    }
}
