package io.belastbar.capacity.cost.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What can be bought to hold more.
 *
 * @param kind how it counts: a machine replaces the one before, replicas and shards are added
 * @param provides in all of a machine, additionally of each replica or shard; storage in bytes
 * @param relieves metrics whose limits lie further away with it, beside those of what it provides
 * @param monthly price a month
 * @param oneOff price once, zero or more
 * @param leadDays from the order until it serves
 * @param validFrom not offered before; null for always
 */
public record PriceStep(
        String name,
        Kind kind,
        Map<Means, Double> provides,
        List<String> relieves,
        BigDecimal monthly,
        BigDecimal oneOff,
        int leadDays,
        LocalDate validFrom) {

    public PriceStep {
        var sorted = new EnumMap<Means, Double>(Means.class);
        sorted.putAll(provides);
        provides = Map.copyOf(sorted);
        relieves = List.copyOf(relieves);
    }

    /** How a step counts. */
    public enum Kind {
        MACHINE,
        REPLICA,
        SHARD
    }

    /** Of these means; 0 if none. */
    public double provides(Means means) {
        return provides.getOrDefault(means, 0.0);
    }

    public boolean isOfferedOn(LocalDate day) {
        return validFrom == null || !validFrom.isAfter(day);
    }

    /** The same at other prices. */
    PriceStep at(BigDecimal price, BigDecimal once) {
        return new PriceStep(name, kind, provides, relieves, price, once, leadDays, validFrom);
    }
}
