package io.belastbar.chaos.expectation;

import io.belastbar.chaos.expectation.alerted.AlertReceived;
import io.belastbar.chaos.expectation.answer.Answers;
import io.belastbar.chaos.expectation.answer.TenantIsolation;
import io.belastbar.chaos.expectation.breaker.BreakerState;
import io.belastbar.chaos.expectation.data.CacheEqualsDatabase;
import io.belastbar.chaos.expectation.data.SqlProbe;
import io.belastbar.chaos.expectation.http.HttpProbe;
import io.belastbar.chaos.expectation.load.ErrorRate;
import io.belastbar.chaos.expectation.load.Latency;
import io.belastbar.chaos.expectation.load.Throughput;
import io.belastbar.chaos.expectation.recovery.Rpo;
import io.belastbar.chaos.expectation.recovery.Rto;
import io.belastbar.document.DocumentNode;
import io.belastbar.document.ErrorCollector;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Every kind of expectation that is known, and the reading of one. */
public final class Expectations {

    private static final String TYPE = "type";

    /** Reads the fields of one kind. */
    private interface Kind {
        Optional<? extends Expectation> read(ExpectationFields fields, Set<String> alsoKnown);
    }

    private static final Map<String, Kind> KINDS = kinds();

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new TreeMap<>();
        kinds.put(AlertReceived.TYPE, AlertReceived::read);
        kinds.put(Answers.TYPE, Answers::read);
        kinds.put(BreakerState.TYPE, BreakerState::read);
        kinds.put(CacheEqualsDatabase.TYPE, CacheEqualsDatabase::read);
        kinds.put(ErrorRate.TYPE, ErrorRate::read);
        kinds.put(HttpProbe.TYPE, HttpProbe::read);
        kinds.put(Latency.TYPE, Latency::read);
        kinds.put(Rpo.TYPE, Rpo::read);
        kinds.put(Rto.TYPE, Rto::read);
        kinds.put(SqlProbe.TYPE, SqlProbe::read);
        kinds.put(TenantIsolation.TYPE, TenantIsolation::read);
        kinds.put(Throughput.TYPE, Throughput::read);
        return Collections.unmodifiableMap(kinds);
    }

    private Expectations() {}

    /** The kinds that are known, in the order of their names. */
    public static Set<String> types() {
        return Collections.unmodifiableSet(KINDS.keySet());
    }

    /**
     * Reads one expectation that has no other fields than those of its kind.
     *
     * @return empty if it has a fault, which the collector then has
     */
    public static Optional<Expectation> parse(DocumentNode node, ErrorCollector errors) {
        return parse(node, errors, Set.of());
    }

    /**
     * Reads one expectation.
     *
     * @param alsoKnown fields beside it in the same mapping, which the caller reads: {@code within}
     * @return empty if it has a fault, which the collector then has
     */
    public static Optional<Expectation> parse(DocumentNode node, ErrorCollector errors, Set<String> alsoKnown) {
        if (!node.requireMapping(errors)) {
            return Optional.empty();
        }
        DocumentNode type = node.required(TYPE, errors);
        Optional<String> name = type.asName(errors);
        Kind kind = name.map(KINDS::get).orElse(null);
        if (kind == null) {
            name.ifPresent(unknown -> errors.add(
                    type, "must be an expectation that is known here: " + String.join(", ", KINDS.keySet())));
            return Optional.empty();
        }
        return kind.read(new ExpectationFields(node, errors), alsoKnown).map(Expectation.class::cast);
    }
}
