package io.belastbar.chaos.expectation.http;

import io.belastbar.chaos.expectation.ExpectationFields;
import java.util.Set;

/**
 * How an application gives a token for a name and a password: {@code {path: /auth/login, username: email, password:
 * password, token: $.access_token}}.
 *
 * @param path where both are posted as JSON
 * @param username the name of the field with the name
 * @param password the name of the field with the password
 * @param token where the token stands in the answer (JSONPath)
 */
public record Login(String path, String username, String password, String token) {

    static Login read(ExpectationFields fields) {
        fields.only(Set.of(), "path", "username", "password", "token");
        return new Login(
                fields.path("path"),
                fields.optionalName("username").orElse("username"),
                fields.optionalName("password").orElse("password"),
                JsonValues.path(fields, "token"));
    }
}
