package io.belastbar.profiling.proof.session;

import io.belastbar.web.target.Credentials;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A database and as whom it is entered.
 *
 * @param options of the registered address that say how it is reached, for example {@code sslmode}
 */
public record DatabaseAddress(String host, int port, String database, Credentials login, Map<String, String> options) {
    private static final int DEFAULT_PORT = 5432;

    public DatabaseAddress {
        options = Map.copyOf(options);
    }

    /** The address of {@code postgresql://host:port/database?option=value}. */
    public static DatabaseAddress of(URI url, Credentials login) {
        String path = url.getPath() == null ? "" : url.getPath();
        return new DatabaseAddress(
                url.getHost(),
                url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
                path.length() > 1 ? path.substring(1) : login.username(),
                login,
                options(url.getRawQuery()));
    }

    /** Another database of the same server, as the same. */
    public DatabaseAddress inDatabase(String name) {
        return new DatabaseAddress(host, port, name, login, options);
    }

    /** The same database, as somebody else. */
    public DatabaseAddress as(Credentials other) {
        return new DatabaseAddress(host, port, database, other, options);
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).startsWith("ssl")) {
                options.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return options;
    }
}
