package io.belastbar.capacity.plan.reading;

import io.belastbar.capacity.limit.unit.Units;
import io.belastbar.capacity.plan.CapacityPlan;
import io.belastbar.capacity.plan.PlannedFigure;
import io.belastbar.capacity.plan.PlannedFigure.PlannedValue;
import io.belastbar.capacity.plan.PlannedLimit;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentNode.Kind;
import io.belastbar.document.ErrorCollector;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads of {@code performance_baselines.yaml} what it says of capacity: what storage is projected to be so many months after
 * the baseline's day, and how many connections there may be at most. The rest is budget-service's.
 */
final class BaselinesReader {
    static final String KEY = "performance_baselines";

    private static final Pattern CURRENT = Pattern.compile("current_(mb|gb|tb)");
    private static final Pattern PROJECTED = Pattern.compile("projected_(\\d{1,3})([my])_(mb|gb|tb)");
    private static final double WARN_SHARE = 0.8;

    private final Reader reader;
    private final LocalDate baseline;
    private final List<PlannedFigure> figures = new ArrayList<>();
    private final List<PlannedLimit> limits = new ArrayList<>();

    private BaselinesReader(Reader reader, LocalDate baseline) {
        this.reader = reader;
        this.baseline = baseline;
    }

    static CapacityPlan read(String file, DocumentNode root, ErrorCollector errors) {
        Reader reader = new Reader(file, errors);
        DocumentNode services = root.required(KEY, errors);
        LocalDate latest = services.fields().values().stream()
                .flatMap(service -> service.optional("baseline_date").flatMap(reader::day).stream())
                .max(Comparator.naturalOrder())
                .orElse(null);
        BaselinesReader found = new BaselinesReader(reader, latest);
        services.fields().forEach((name, service) -> found.service(service));
        return new CapacityPlan(found.figures, List.of(), found.limits, List.of(), List.of(), List.of(), List.of());
    }

    private void service(DocumentNode service) {
        LocalDate day = service.optional("baseline_date").flatMap(reader::day).orElse(baseline);
        service.optional("storage").stream()
                .flatMap(storage -> storage.fields().entrySet().stream())
                .filter(entry -> entry.getValue().kind() == Kind.MAPPING)
                .forEach(entry -> storage(entry.getKey(), entry.getValue(), day));
        service.optional("connection_pool")
                .flatMap(pool -> pool.optional("max_connections"))
                .ifPresent(this::connections);
    }

    private void storage(String name, DocumentNode node, LocalDate day) {
        String unit = node.fields().keySet().stream()
                .map(BaselinesReader::unit)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
        if (unit == null) {
            return;
        }
        Double current = null;
        List<PlannedValue> planned = new ArrayList<>();
        for (var entry : node.fields().entrySet()) {
            Optional<Double> value = unit(entry.getKey()).flatMap(written -> entry.getValue()
                    .asNumber(reader.errors())
                    .map(number -> Units.convert(number, written, unit).orElseThrow()));
            Matcher projected = PROJECTED.matcher(entry.getKey());
            if (value.isPresent() && projected.matches()) {
                after(day, projected, entry.getValue())
                        .ifPresent(
                                by -> planned.add(new PlannedValue(by, value.get(), reader.place(entry.getValue()))));
            } else if (value.isPresent()) {
                current = value.get();
            }
        }
        planned.sort(Comparator.comparing(PlannedValue::by));
        figures.add(new PlannedFigure(name, name, unit, current, null, planned, reader.place(node)));
    }

    private Optional<LocalDate> after(LocalDate day, Matcher projected, DocumentNode node) {
        if (day == null) {
            reader.errors().addAtKey(node, "needs a baseline_date of a service: from which day it counts", node.text());
            return Optional.empty();
        }
        long number = Long.parseLong(projected.group(1));
        return Optional.of(projected.group(2).equals("m") ? day.plusMonths(number) : day.plusYears(number));
    }

    private static Optional<String> unit(String key) {
        Matcher current = CURRENT.matcher(key);
        Matcher projected = PROJECTED.matcher(key);
        if (current.matches()) {
            return Optional.of(current.group(1).toUpperCase(Locale.ROOT));
        }
        return projected.matches() ? Optional.of(projected.group(3).toUpperCase(Locale.ROOT)) : Optional.empty();
    }

    private void connections(DocumentNode node) {
        node.asNumber(reader.errors()).ifPresent(maximum -> {
            if (maximum <= 0) {
                reader.errors().add(node, "must be more than 0");
                return;
            }
            limits.add(limit(maximum * WARN_SHARE, true, maximum, node));
            limits.add(limit(maximum, false, maximum, node));
        });
    }

    private PlannedLimit limit(double value, boolean warning, double maximum, DocumentNode node) {
        return new PlannedLimit(
                "database.connections.active", value, "connections", warning, false, maximum, null, reader.place(node));
    }
}
