package io.belastbar.load.postgresql;

import io.belastbar.load.transport.Trust;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Which database is asked, and as whom. The password never shows up in a log.
 *
 * @param ssl as libpq's {@code sslmode}
 * @param trust which certificates it may show where they are looked at
 */
public record PostgresTarget(
        String host, int port, String database, SslMode ssl, String username, String password, Trust trust) {

    /** Whose certificate, where it is looked at, is checked as this JVM does it anyway. */
    public PostgresTarget(String host, int port, String database, SslMode ssl, String username, String password) {
        this(host, port, database, ssl, username, password, Trust.DEFAULT);
    }

    /** The same, which may show these certificates. */
    public PostgresTarget trusting(Trust other) {
        return new PostgresTarget(host, port, database, ssl, username, password, other);
    }

    /** When the connection is encrypted (PostgreSQL documentation, 32.19.3). */
    public enum SslMode {
        DISABLE,
        /** If the server can; the certificate is not looked at. */
        PREFER,
        /** Or there is no connection; the certificate is looked at if the target names its authority, but not its name. */
        REQUIRE,
        /** The certificate's chain and name must be right. */
        VERIFY_FULL
    }

    private static final int STANDARD_PORT = 5432;

    /** @throws IllegalArgumentException if it is not a PostgreSQL address with host and database */
    public static PostgresTarget of(URI address, String username, String password) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        String path = address.getPath() == null ? "" : address.getPath();
        if (!scheme.equals("postgresql") && !scheme.equals("postgres")
                || address.getHost() == null
                || path.length() < 2) {
            throw new IllegalArgumentException(
                    "a target should be postgresql://host:port/database: was '" + withoutUser(address) + "'");
        }
        return new PostgresTarget(
                address.getHost(),
                address.getPort() > 0 ? address.getPort() : STANDARD_PORT,
                path.substring(1),
                sslMode(address),
                username,
                password);
    }

    private static String withoutUser(URI address) {
        return address.getScheme() + "://" + address.getHost() + address.getPath();
    }

    private static SslMode sslMode(URI address) {
        String query = address.getQuery() == null ? "" : address.getQuery();
        Optional<String> mode = Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith("sslmode="))
                .map(part -> part.substring("sslmode=".length()))
                .findFirst();
        if (mode.isEmpty()) {
            return SslMode.PREFER;
        }
        String name = mode.get().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(SslMode.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "sslmode should be disable, prefer, require or verify-full: was '" + mode.get() + "'"));
    }

    @Override
    public String toString() {
        return "PostgresTarget[" + username + "@" + host + ":" + port + "/" + database + "]";
    }
}
