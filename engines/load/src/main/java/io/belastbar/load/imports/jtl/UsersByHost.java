package io.belastbar.load.imports.jtl;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Active users of all hosts together. JMeter's {@code allThreads} counts those of the host that wrote the row; a host
 * counts from its first to its last row, and keeps its number in a second without one.
 */
final class UsersByHost {

    private static final int HOSTS_MAX = 1_000;

    private final Map<String, NavigableMap<Long, Integer>> hosts = new HashMap<>();

    /** Beyond a thousand hosts, the others count as one: that many are no hosts. */
    void active(String host, long second, long users) {
        String known = hosts.containsKey(host) || hosts.size() < HOSTS_MAX ? host : "";
        hosts.computeIfAbsent(known, none -> new TreeMap<>())
                .merge(second, (int) Math.min(Integer.MAX_VALUE, users), Math::max);
    }

    int hosts() {
        return hosts.size();
    }

    /** By second, wherever the sum changes. */
    NavigableMap<Long, Integer> sums() {
        NavigableMap<Long, Long> changes = new TreeMap<>();
        hosts.values().forEach(bySecond -> addChanges(bySecond, changes));
        NavigableMap<Long, Integer> sums = new TreeMap<>();
        long sum = 0;
        for (Map.Entry<Long, Long> change : changes.entrySet()) {
            sum += change.getValue();
            sums.put(change.getKey(), (int) Math.min(Integer.MAX_VALUE, sum));
        }
        return sums;
    }

    private void addChanges(NavigableMap<Long, Integer> bySecond, NavigableMap<Long, Long> changes) {
        long before = 0;
        for (Map.Entry<Long, Integer> each : bySecond.entrySet()) {
            changes.merge(each.getKey(), each.getValue() - before, Long::sum);
            before = each.getValue();
        }
        boolean lastOfAll = bySecond.lastKey().equals(last());
        if (!lastOfAll) {
            changes.merge(bySecond.lastKey() + 1, -before, Long::sum);
        }
    }

    private Long last() {
        return hosts.values().stream()
                .map(NavigableMap::lastKey)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
