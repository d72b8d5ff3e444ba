package io.belastbar.budget.measurement.reading;

import static io.belastbar.budget.measurement.reading.MeasurementEntry.AT;
import static io.belastbar.budget.measurement.reading.MeasurementEntry.KIND;
import static io.belastbar.budget.measurement.reading.MeasurementEntry.METRIC;
import static io.belastbar.budget.measurement.reading.MeasurementEntry.SAMPLES;
import static io.belastbar.budget.measurement.reading.MeasurementEntry.SERVICE;
import static io.belastbar.budget.measurement.reading.MeasurementEntry.SUBJECT;
import static io.belastbar.budget.measurement.reading.MeasurementEntry.UNIT;

import io.belastbar.budget.measurement.reading.MeasurementEntry.MeasurementField;
import io.belastbar.budget.objective.Dimension;
import io.belastbar.budget.objective.Measure;
import io.belastbar.budget.objective.Metric;
import io.belastbar.budget.objective.Statistic;
import io.belastbar.budget.objective.SubjectKind;
import io.belastbar.contracts.Origin;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.document.TooLarge;
import io.belastbar.quantity.InvalidQuantity;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Understands the texts of measurements. Collects every fault; nothing is accepted if there is one. */
public final class MeasurementReader {

    /** Values of one request. */
    static final int VALUES_MAX = 10_000;

    /** After so many faults entries are counted only. */
    private static final int FAULTS_MAX = 1_000;

    private static final int BRANCHES_MAX = 20;
    static final int TEXT_LENGTH_MAX = 256;
    private static final Duration FUTURE_MAX = Duration.ofMinutes(5);
    private static final String METRICS = Arrays.stream(Measure.values())
            .filter(measure -> !measure.isDemand())
            .map(Measure::key)
            .collect(Collectors.joining(", "));

    private final Instant now;
    private final Duration ageMax;
    private final List<ProblemError> errors = new ArrayList<>();
    private long values;

    private MeasurementReader(Instant now, Duration ageMax) {
        this.now = now;
        this.ageMax = ageMax;
    }

    /** Hands entries on one by one, so that they need not be in memory together. */
    @FunctionalInterface
    public interface MeasurementEntries {
        void forEach(Consumer<MeasurementEntry> each);
    }

    /** @see #read(MeasurementEntries, Instant, Duration) */
    public static List<Measurement> read(List<MeasurementEntry> entries, Instant now, Duration ageMax) {
        return read(entries::forEach, now, ageMax);
    }

    /**
     * Reads entries.
     *
     * @param now the time of entries that do not say theirs
     * @param ageMax older measurements are refused, because they would not be kept
     * @throws InvalidInput with every fault, or the first of very many
     * @throws TooLarge with the number of values if they are too many
     */
    public static List<Measurement> read(MeasurementEntries entries, Instant now, Duration ageMax) {
        var reader = new MeasurementReader(now, ageMax);
        var read = new ArrayList<Measurement>();
        entries.forEach(entry -> {
            reader.values += entry.values().size();
            if (reader.values <= VALUES_MAX && reader.errors.size() < FAULTS_MAX) {
                reader.read(entry).ifPresent(read::add);
            }
        });
        reader.requireSize();
        reader.requireBranches(read);
        if (!reader.errors.isEmpty()) {
            throw new InvalidInput("these are no measurements. Nothing was stored.", reader.errors);
        }
        return List.copyOf(read);
    }

    private void requireSize() {
        if (values > VALUES_MAX) {
            throw new TooLarge("a request has at most " + VALUES_MAX + " values, and this one " + values
                    + "; send the others in further requests. Nothing was stored.");
        }
        if (values == 0 && errors.isEmpty()) {
            errors.add(new ProblemError("", 1, 1, "at least one measurement is expected", "none"));
        }
    }

    /** Each branch has windows of its own, which are read one after another. */
    private void requireBranches(List<Measurement> read) {
        var branches = read.stream()
                .map(measurement -> Origin.of(measurement.labels()).branch())
                .distinct()
                .count();
        if (branches > BRANCHES_MAX) {
            errors.add(new ProblemError(
                    "", 1, 1, "a request has at most " + BRANCHES_MAX + " branches", branches + " branches"));
        }
    }

    private Optional<Measurement> read(MeasurementEntry entry) {
        var before = errors.size();
        var subject = text(entry, SUBJECT);
        var metric = entry.field(METRIC).flatMap(this::metric);
        if (entry.field(METRIC).isEmpty()) {
            errors.add(new MeasurementField(
                            entry.at().pointer() + "/metric",
                            entry.at().line(),
                            entry.at().column(),
                            "")
                    .fault("is required, as in response_time_p95", "nothing"));
        }
        var kind = entry.field(KIND).flatMap(this::kind);
        var service = entry.field(SERVICE).map(found -> found.name(errors)).orElse(null);
        var values =
                metric.map(found -> values(entry, found.measure().dimension())).orElse(List.of());
        var samples = entry.field(SAMPLES)
                .map(this::samples)
                .orElseGet(() -> metric.map(found -> samplesOf(found, entry)).orElse(0L));
        var time = entry.field(AT).map(this::time).orElse(now);
        var labels = MeasurementLabels.of(entry, errors);
        return errors.size() > before
                ? Optional.empty()
                : Optional.of(new Measurement(
                        entry.at(),
                        subject,
                        kind.orElse(null),
                        service,
                        metric.orElseThrow(),
                        values,
                        samples,
                        time,
                        labels));
    }

    /** Several values are measurements themselves; of a single figure only the sender knows. */
    private static long samplesOf(Metric metric, MeasurementEntry entry) {
        var figure = metric.statistic() != Statistic.NONE || metric.measure().dimension() == Dimension.RATIO;
        return figure && entry.values().size() == 1 ? 0 : 1;
    }

    private String text(MeasurementEntry entry, String name) {
        var field = entry.field(name);
        if (field.isEmpty()) {
            var at = entry.at();
            errors.add(new MeasurementField(at.pointer() + "/" + name, at.line(), at.column(), "")
                    .fault("is required", "nothing"));
        } else if (field.get().text().length() > TEXT_LENGTH_MAX) {
            errors.add(field.get().fault("has at most " + TEXT_LENGTH_MAX + " characters"));
        }
        return field.map(found -> found.name(errors)).orElse("");
    }

    private Optional<Metric> metric(MeasurementField field) {
        var metric = Metric.parse(field.text()).filter(found -> !found.measure().isDemand());
        if (metric.isEmpty()) {
            errors.add(field.fault("is one of " + METRICS
                    + ", with _p50, _p90, _p95, _p99, _p999, _avg, _peak, _sustained or nothing after it"));
        }
        return metric;
    }

    private Optional<SubjectKind> kind(MeasurementField field) {
        var kind = Arrays.stream(SubjectKind.values())
                .filter(known -> known.name().equalsIgnoreCase(field.text()))
                .findFirst();
        if (kind.isEmpty()) {
            errors.add(field.fault("is one of " + kinds()));
        }
        return kind;
    }

    public static String kinds() {
        return Arrays.stream(SubjectKind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private List<Double> values(MeasurementEntry entry, Dimension dimension) {
        var unit = entry.field(UNIT).map(MeasurementField::text).orElse("");
        var values = new ArrayList<Double>();
        for (var field : entry.values()) {
            try {
                values.add(MeasuredAmount.parse(field.text(), unit, dimension));
            } catch (InvalidQuantity invalid) {
                errors.add(field.fault(invalid.rule(), unit.isEmpty() ? field.text() : field.text() + " " + unit));
            }
        }
        return List.copyOf(values);
    }

    private long samples(MeasurementField field) {
        if (field.text().matches("\\d{1,15}")) {
            return Long.parseLong(field.text());
        }
        errors.add(field.fault("is how many samples a value rests on: a whole number, zero or more"));
        return 0;
    }

    /** To the microsecond, as it is stored: what is sent again is the same moment. */
    private Instant time(MeasurementField field) {
        try {
            var time = OffsetDateTime.parse(field.text()).toInstant().truncatedTo(ChronoUnit.MICROS);
            if (time.isAfter(now.plus(FUTURE_MAX)) || time.isBefore(now.minus(ageMax))) {
                errors.add(field.fault("is a time in the past, but not longer ago than the " + ageMax.toDays()
                        + " days for which measurements are kept"));
            }
            return time;
        } catch (DateTimeParseException notOne) {
            errors.add(field.fault("is a time with its zone, as in 2026-11-21T06:10:00Z"));
            return now;
        }
    }
}
