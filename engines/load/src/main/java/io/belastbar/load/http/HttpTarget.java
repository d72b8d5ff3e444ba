package io.belastbar.load.http;

import io.belastbar.load.transport.Trust;
import java.net.URI;
import java.util.Locale;

/**
 * Where requests go.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param basePath put before every step's path; without a slash at its end
 * @param trust which certificates it may show
 */
public record HttpTarget(boolean tls, String host, int port, String basePath, Trust trust) {

    /** The same, which may show these certificates. */
    public HttpTarget trusting(Trust other) {
        return new HttpTarget(tls, host, port, basePath, other);
    }

    /** @throws IllegalArgumentException if it is not an http or https address with a host */
    public static HttpTarget of(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || address.getHost() == null) {
            throw new IllegalArgumentException("a target should be http://host or https://host: was '" + address + "'");
        }
        boolean tls = scheme.equals("https");
        String host = address.getHost();
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        int port = address.getPort() > 0 ? address.getPort() : standardPort(tls);
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        return new HttpTarget(
                tls, host, port, path.endsWith("/") ? path.substring(0, path.length() - 1) : path, Trust.DEFAULT);
    }

    /** As in a Host header (RFC 9110, 7.2). */
    String authority() {
        return port == standardPort(tls) ? name() : hostAndPort();
    }

    String hostAndPort() {
        return name() + ":" + port;
    }

    private String name() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    String origin() {
        return (tls ? "https://" : "http://") + authority();
    }

    /** Whether this path, without dot segments, is the base path or below it. */
    boolean holds(String path) {
        return path.startsWith(basePath)
                && (path.length() == basePath.length() || path.charAt(basePath.length()) == '/');
    }

    /** Whether an absolute address, such as a redirect's, leads here too. */
    boolean sameOrigin(URI other) {
        try {
            HttpTarget there = of(other);
            return there.tls == tls && there.port == port && there.host.equalsIgnoreCase(host);
        } catch (IllegalArgumentException elsewhere) {
            return false;
        }
    }

    private static int standardPort(boolean tls) {
        return tls ? 443 : 80;
    }
}
