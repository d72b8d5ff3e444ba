package io.belastbar.capacity.forecast;

import io.belastbar.capacity.trend.LinearTrend;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads what a forecast is wanted for; reports all errors at once. */
final class ForecastOrderParser {
    static final int POINTS_MAX = 10_000;
    static final int HORIZONS_MAX = 20;
    static final double CONFIDENCE_DEFAULT = 0.95;
    private static final int YEARS_MAX = 50;
    private static final Set<String> FIELDS = Set.of("metric", "unit", "series", "horizons", "confidence", "limit");
    private static final Set<String> POINT_FIELDS = Set.of("at", "value");

    private final ErrorCollector errors = new ErrorCollector();

    private ForecastOrderParser() {}

    /**
     * Reads an order.
     *
     * @throws io.belastbar.document.InvalidInput with every error that it has
     */
    static ForecastOrder parse(String body) {
        return new ForecastOrderParser().read(DocumentParser.parse(body));
    }

    private ForecastOrder read(DocumentNode root) {
        if (!root.requireMapping(errors)) {
            errors.throwIfAny("not a forecast order");
        }
        root.rejectUnknown(FIELDS, errors);
        String metric = name(root, "metric", "[a-z][a-z0-9_.-]{0,62}");
        String unit = name(root, "unit", ".{1,20}");
        List<Observation> series = series(root.required("series", errors));
        Instant last = series.isEmpty() ? Instant.EPOCH : series.getLast().at();
        List<Instant> horizons = horizons(root.required("horizons", errors), last);
        double confidence = root.optionalNumber("confidence", errors).orElse(CONFIDENCE_DEFAULT);
        if (!(confidence >= 0.5 && confidence <= 0.999)) {
            root.optional("confidence").ifPresent(node -> errors.add(node, "must be between 0.5 and 0.999"));
        }
        Optional<Double> limit = root.optionalNumber("limit", errors);
        errors.throwIfAny("the forecast order has errors");
        OptionalDouble optionalLimit = limit.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
        return new ForecastOrder(metric, unit, series, horizons, confidence, optionalLimit);
    }

    private String name(DocumentNode root, String field, String pattern) {
        DocumentNode node = root.required(field, errors);
        Optional<String> text = node.asString(errors);
        if (text.isPresent() && !text.get().matches(pattern)) {
            errors.add(node, "must match " + pattern);
        }
        return text.orElse("");
    }

    private List<Observation> series(DocumentNode node) {
        List<Observation> series = new ArrayList<>();
        if (!node.requireSequence(errors)) {
            return series;
        }
        int count = node.items().size();
        if (count < LinearTrend.POINTS_MIN || count > POINTS_MAX) {
            errors.add(
                    node, "must have between " + LinearTrend.POINTS_MIN + " and " + POINTS_MAX + " points", "" + count);
            return series;
        }
        for (DocumentNode item : node.items()) {
            point(item).ifPresent(point -> {
                requireLater(item, series, point);
                series.add(point);
            });
        }
        return series;
    }

    private void requireLater(DocumentNode item, List<Observation> series, Observation point) {
        if (!series.isEmpty() && !point.at().isAfter(series.getLast().at())) {
            errors.add(
                    item,
                    "must be later than the point before it, at "
                            + series.getLast().at(),
                    point.at().toString());
        }
    }

    private Optional<Observation> point(DocumentNode item) {
        if (!item.requireMapping(errors)) {
            return Optional.empty();
        }
        item.rejectUnknown(POINT_FIELDS, errors);
        Optional<Instant> at = instant(item.required("at", errors));
        Optional<Double> value = item.required("value", errors).asNumber(errors);
        return at.flatMap(moment -> value.map(number -> new Observation(moment, number)));
    }

    private Optional<Instant> instant(DocumentNode node) {
        return node.asString(errors).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException notAnInstant) {
                errors.add(node, "must be a moment such as 2026-11-20T00:00:00Z");
                return Optional.empty();
            }
        });
    }

    private List<Instant> horizons(DocumentNode node, Instant last) {
        List<Instant> horizons = new ArrayList<>();
        if (!node.requireSequence(errors)) {
            return horizons;
        }
        if (node.items().isEmpty() || node.items().size() > HORIZONS_MAX) {
            errors.add(
                    node,
                    "must have between 1 and " + HORIZONS_MAX + " horizons",
                    "" + node.items().size());
        }
        Instant furthest = last.atZone(ZoneOffset.UTC).plusYears(YEARS_MAX).toInstant();
        for (DocumentNode item : node.items()) {
            horizon(item, last).ifPresent(horizon -> {
                if (!horizon.isAfter(last) || horizon.isAfter(furthest)) {
                    errors.add(item, "must be after the last point and within " + YEARS_MAX + " years of it");
                }
                horizons.add(horizon);
            });
        }
        return horizons;
    }

    /** A period counts from the last point. */
    private Optional<Instant> horizon(DocumentNode node, Instant last) {
        return node.asString(errors).flatMap(text -> {
            try {
                return Optional.of(
                        text.matches("[-+]?P.*")
                                ? last.atZone(ZoneOffset.UTC)
                                        .plus(Period.parse(text))
                                        .toInstant()
                                : Instant.parse(text));
            } catch (DateTimeException | ArithmeticException notAHorizon) {
                errors.add(node, "must be a period such as P30D or P18M, or a moment such as 2026-12-31T00:00:00Z");
                return Optional.empty();
            }
        });
    }
}
