package io.belastbar.chaos.measure.database;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** How a probe is let into a database. Every wait has a limit, on both sides. */
public final class ProbeLogin {
    private final String url;
    private final String user;
    private final Properties properties = new Properties();

    /**
     * @param address {@code postgresql://HOST:PORT/DATABASE}
     * @param patience how long one statement may take in the server
     */
    public ProbeLogin(URI address, String user, String password, Duration patience) {
        this.user = user;
        int port = address.getPort() < 0 ? 5432 : address.getPort();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        url = "jdbc:postgresql://" + address.getHost() + ":" + port + address.getRawPath() + query;
        PGProperty.USER.set(properties, user);
        if (password != null) {
            PGProperty.PASSWORD.set(properties, password);
        }
        PGProperty.APPLICATION_NAME.set(properties, "belastbar-probe");
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.OPTIONS.set(properties, "-c statement_timeout=" + patience.toMillis());
        // The last resort: whoever waits gives up before.
        int seconds = (int) patience.plusSeconds(2).toSeconds();
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, 1);
    }

    String user() {
        return user;
    }

    Connection connect() throws SQLException {
        Connection connection = new Driver().connect(url, properties);
        if (connection == null) {
            throw new ProbeNotPossible(
                    "its address is none of PostgreSQL",
                    "die Adresse keine von PostgreSQL ist",
                    "postgresql://HOST:PORT/DATABASE");
        }
        return connection;
    }
}
