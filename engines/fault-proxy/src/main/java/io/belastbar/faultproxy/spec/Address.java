package io.belastbar.faultproxy.spec;

import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.refusal.Shown;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a proxy listens or connects to: {@code host:port}, {@code 127.0.0.1:5432} or {@code [::1]:5432}.
 *
 * @param host a name or a literal address, without brackets
 */
public record Address(String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([\\p{L}\\p{N}._-]+)):([0-9]{1,5})");
    private static final int PORT_MAX = 65_535;

    /**
     * Reads an address.
     *
     * @param field of what, for the message
     */
    public static Address parse(String field, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new Refusal.Invalid("%s must be host:port, was \"%s\"".formatted(field, Shown.of(text)));
        }
        int port = Integer.parseInt(matcher.group(3));
        if (port > PORT_MAX) {
            throw new Refusal.Invalid("%s must have a port up to 65535, was \"%s\"".formatted(field, Shown.of(text)));
        }
        return new Address(matcher.group(1) == null ? matcher.group(2) : matcher.group(1), port);
    }

    /** Looks a name up; may wait. Without an answer the address is unresolved, and connecting to it fails. */
    public InetSocketAddress resolved() {
        return new InetSocketAddress(host, port);
    }

    /** Looks a name up; may wait. */
    public InetAddress inet() throws UnknownHostException {
        return InetAddress.getByName(host);
    }

    public static Address of(InetSocketAddress address) {
        return new Address(address.getAddress().getHostAddress(), address.getPort());
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
