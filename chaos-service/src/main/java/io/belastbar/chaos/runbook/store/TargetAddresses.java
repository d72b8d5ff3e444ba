package io.belastbar.chaos.runbook.store;

import io.belastbar.chaos.runbook.reading.Vocabulary.Place;
import java.net.URI;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the target behind an address: the same server, and the longest of the prefixes that the targets have. */
final class TargetAddresses {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private TargetAddresses() {}

    static Optional<Place> find(URI address, Map<String, URI> targets) {
        return targets.entrySet().stream()
                .filter(target -> server(target.getValue()).equals(server(address)))
                .filter(target -> below(prefix(target.getValue()), path(address)))
                .max(Comparator.<Map.Entry<String, URI>>comparingInt(
                                target -> prefix(target.getValue()).length())
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(target -> new Place(target.getKey(), rest(prefix(target.getValue()), address)));
    }

    private static boolean below(String prefix, String path) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    private static String rest(String prefix, URI address) {
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return path(address).substring(prefix.length()) + query;
    }

    private static String path(URI address) {
        return address.getRawPath() == null ? "" : address.getRawPath();
    }

    private static String prefix(URI target) {
        return path(target).replaceFirst("/+$", "");
    }

    private static String server(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + (LOOPBACK.contains(host) ? "loopback" : host) + ":" + port;
    }
}
