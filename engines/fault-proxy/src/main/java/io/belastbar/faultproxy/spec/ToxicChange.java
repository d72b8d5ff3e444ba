package io.belastbar.faultproxy.spec;

import io.belastbar.faultproxy.toxic.EffectType;
import io.belastbar.faultproxy.toxic.Toxic;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What shall be otherwise; {@code null} leaves it as it is.
 *
 * @param attributes reads those that are named, once the type is known
 * @param ttlMs from now; 0 for never
 */
public record ToxicChange(Function<EffectType, Map<String, Long>> attributes, Double toxicity, Long ttlMs) {
    public Toxic of(Toxic toxic) {
        var values = new HashMap<>(toxic.attributes());
        values.putAll(attributes.apply(toxic.type()));
        return new Toxic(
                toxic.name(),
                toxic.type(),
                toxic.direction(),
                toxicity == null ? toxic.toxicity() : toxicity,
                values,
                ttlMs == null ? toxic.ttlMs() : ttlMs);
    }
}
