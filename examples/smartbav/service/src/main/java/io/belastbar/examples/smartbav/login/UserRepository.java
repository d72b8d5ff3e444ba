package io.belastbar.examples.smartbav.login;

import io.belastbar.examples.smartbav.database.DatabaseGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Finds users by e-mail address, through the unique index: a login costs one row. */
@ApplicationScoped
class UserRepository {
    private static final String BY_EMAIL = """
            SELECT id, organization_id, email, password_hash
            FROM users
            WHERE email = $1
            """;

    private final Pool pool;
    private final DatabaseGuard guard;

    UserRepository(Pool pool, DatabaseGuard guard) {
        this.pool = pool;
        this.guard = guard;
    }

    Uni<Optional<User>> byEmail(String email) {
        return guard.call(() -> pool.preparedQuery(BY_EMAIL).execute(Tuple.of(email)))
                .map(rows -> rows.stream().findFirst().map(UserRepository::user));
    }

    private static User user(Row row) {
        return new User(
                row.getString("id"),
                row.getString("organization_id"),
                row.getString("email"),
                PasswordHash.parse(row.getString("password_hash")));
    }
}
