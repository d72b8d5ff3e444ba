package io.belastbar.profiling.proof.parameter;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.database.TargetSession;
import io.belastbar.profiling.proof.parameter.ParameterPlace.Use;
import io.belastbar.profiling.proof.parameter.ParameterSet.Kind;
import io.belastbar.profiling.proof.parameter.SampleParameters.Chosen;
import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of one set; each narrows the rows of its table from which the next ones are taken. */
final class SampleRows {
    private final TargetSession session;
    private final Kind kind;
    private final Map<String, Narrowed> narrowed = new HashMap<>();

    SampleRows(TargetSession session, Kind kind) {
        this.session = session;
        this.kind = kind;
    }

    /** Equalities found so far of a table. */
    private static final class Narrowed {
        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();

        String condition() {
            return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
        }
    }

    Optional<Chosen> value(ParameterPlace place, String type) {
        if (place.isOfPage()) {
            return Optional.of(new Chosen(
                    place.use() == Use.LIMIT ? "50" : "0",
                    say(place, "the first page, of 50 rows", "die erste Seite, mit 50 Zeilen")));
        }
        if (kind == Kind.ABSENT && place.use() != Use.LOWER_BOUND && place.use() != Use.UPPER_BOUND) {
            return AbsentValue.of(type)
                    .map(absent -> new Chosen(
                            absent,
                            say(
                                    place,
                                    "a value that is most probably in no row",
                                    "ein Wert, der wohl in keiner Zeile steht")));
        }
        Narrowed rows = narrowed.computeIfAbsent(place.table(), none -> new Narrowed());
        List<TargetRow> found = session.rows(SampleSql.value(place, kind, rows.condition()), rows.values.toArray());
        Optional<String> value =
                found.stream().filter(row -> !row.isNull("value")).findFirst().flatMap(row -> fitting(place, row));
        if (value.isEmpty()) {
            return AbsentValue.any(type)
                    .map(any -> new Chosen(
                            any, say(place, "no row has one; any value", "keine Zeile hat einen; irgendein Wert")));
        }
        narrow(rows, place, value.get());
        return Optional.of(new Chosen(value.get(), why(place)));
    }

    private Optional<String> fitting(ParameterPlace place, TargetRow row) {
        String value = row.text("value");
        return switch (place.use()) {
            case PATTERN -> Optional.of(beginning(value));
            case CONTAINS -> SampleParameters.first(session.rows(SampleSql.part(row.text("type")), value));
            default -> Optional.of(value);
        };
    }

    private static String beginning(String value) {
        String start =
                value.substring(0, value.offsetByCodePoints(0, Math.min(3, value.codePointCount(0, value.length()))));
        return start.replaceAll("([%_\\\\])", "\\\\$1") + "%";
    }

    private static void narrow(Narrowed rows, ParameterPlace place, String value) {
        if (place.use() == Use.EQUAL) {
            rows.values.add(value);
            rows.conditions.add("(" + place.expression() + ")::text = $" + rows.values.size());
        }
    }

    private Sentence why(ParameterPlace place) {
        return switch (place.use()) {
            case EQUAL, ELEMENT, PATTERN ->
                kind == Kind.BUSY
                        ? say(place, "the most frequent value", "der häufigste Wert")
                        : say(place, "the rarest value", "der seltenste Wert");
            case LOWER_BOUND, UPPER_BOUND -> say(place, "a quantile of the values", "ein Quantil der Werte");
            default -> say(place, "a part of a value", "ein Teil eines Werts");
        };
    }

    private static Sentence say(ParameterPlace place, String english, String german) {
        String what = "$" + place.number()
                + (place.isOfPage() ? ": " : ", " + place.table() + " " + place.expression() + ": ");
        return new Sentence(what + english + ".", what + german + ".");
    }
}
