package io.belastbar.profiling.proof.parameter;

import io.belastbar.report.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Values for every {@code $n} of a statement, with what else a session needs for them to mean something.
 *
 * @param kind whose rows these values find
 * @param values in the order of the parameters, each as PostgreSQL reads its type from text; null stands for NULL
 * @param settings session settings that policies read, by name, for example {@code app.organization_id}
 * @param chosen how each value was found; of a production target it names no value
 */
public record ParameterSet(Kind kind, List<String> values, Map<String, String> settings, List<Sentence> chosen) {
    /** A busy tenant has many rows, a quiet one few, the value of an absent one is in no row. */
    public enum Kind {
        BUSY,
        QUIET,
        ABSENT
    }

    public ParameterSet {
        Objects.requireNonNull(kind, "kind");
        values = Collections.unmodifiableList(new ArrayList<>(values));
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        chosen = List.copyOf(chosen);
    }

    /** The kind and how many values there are, never the values: this text may reach a log. */
    @Override
    public String toString() {
        return kind + " with " + values.size() + " values and " + settings.size() + " settings";
    }
}
