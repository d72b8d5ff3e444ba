package io.belastbar.capacity.limit.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names of series, found by whatever name the catalogue knows of them. */
public final class NameIndex {
    private final Catalogue catalogue;
    private final Set<String> names;
    private final Map<String, String> byListed = new HashMap<>();
    private final Map<KnownMetric, List<String>> byKnown = new HashMap<>();

    NameIndex(Catalogue catalogue, Collection<String> names) {
        this.catalogue = catalogue;
        this.names = new LinkedHashSet<>(names);
        for (String name : this.names) {
            byListed.putIfAbsent(catalogue.listed(name), name);
            catalogue.find(name).ifPresent(known -> byKnown.computeIfAbsent(known, metric -> new ArrayList<>())
                    .add(name));
        }
    }

    /** The one that means a metric: of that very name, else the first that is the same metric. */
    public Optional<String> find(String metric) {
        return names.contains(metric)
                ? Optional.of(metric)
                : Optional.ofNullable(byListed.get(catalogue.listed(metric)));
    }

    /** Those that are a known metric, in their order. */
    public List<String> of(KnownMetric known) {
        return List.copyOf(byKnown.getOrDefault(known, List.of()));
    }
}
