package io.belastbar.chaos.expectation.count;

import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.document.DocumentNode;
import io.belastbar.report.Sentence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Two or more numbers, counted at different places, are the same. */
public record CountsAgree(Map<String, CountSource> counts, Optional<CountSource> duplicates)
        implements CountExpectation {

    public static final String TYPE = "counts-agree";

    private static final int MAX = 10;

    public CountsAgree {
        counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }

    public static Optional<CountsAgree> read(ExpectationFields fields, Set<String> alsoKnown) {
        fields.only(alsoKnown, "counts", "duplicates");
        Map<String, CountSource> counts = new LinkedHashMap<>();
        var written = fields.list("counts", 2);
        for (DocumentNode at : written) {
            fields.mapping(at).flatMap(CountSource::read).ifPresent(source -> {
                if (counts.putIfAbsent(source.text(), source) != null) {
                    fields.fault(at, "must not stand twice: it agrees with itself");
                }
            });
        }
        if (written.size() > MAX) {
            fields.fault("counts", "must have at most " + MAX + " entries");
        }
        Optional<CountSource> duplicates = fields.mapping("duplicates").flatMap(CountSource::read);
        return fields.ifSound(() -> new CountsAgree(counts, duplicates));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Sentence sentence() {
        String all = counts.values().stream().map(CountSource::text).collect(Collectors.joining(", "));
        return new Sentence(
                "the same number: " + all
                        + duplicates
                                .map(twice -> "; none twice: " + twice.text())
                                .orElse(""),
                "gleich viele: " + all
                        + duplicates
                                .map(twice -> "; keines doppelt: " + twice.text())
                                .orElse(""));
    }
}
