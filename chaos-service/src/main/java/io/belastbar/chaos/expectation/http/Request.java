package io.belastbar.chaos.expectation.http;

import io.belastbar.chaos.expectation.ExpectationFields;
import io.belastbar.chaos.expectation.Paths;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is asked of a registered target, in whose name.
 *
 * @param body sent as JSON; empty: none
 * @param as the name of a credential; empty: nobody
 * @param login how a token is had for the credential; empty: it is sent itself (Basic, or a bearer's token)
 * @param timeout until the last byte of the answer
 */
public record Request(
        String target,
        String method,
        String path,
        Optional<String> body,
        Optional<String> as,
        Optional<Login> login,
        Duration timeout) {

    public static final Duration TIMEOUT = Duration.ofSeconds(5);
    static final Duration TIMEOUT_MAX = Duration.ofSeconds(60);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final String[] FIELDS = {"target", "request", "body", "as", "login", "timeout"};

    /** The fields of a request and these others. */
    public static String[] fieldsAnd(String... others) {
        return Stream.concat(Stream.of(FIELDS), Stream.of(others)).toArray(String[]::new);
    }

    /** Reads {@code target}, {@code request: GET /path}, {@code body}, {@code as}, {@code login}, {@code timeout}. */
    public static Request read(ExpectationFields fields) {
        Request request = readFor(fields);
        if (request.login().isPresent() && request.as().isEmpty()) {
            fields.fault("login", "needs as: the name of a credential");
        }
        return request;
    }

    /** The same where the caller names those for whom it is asked. */
    public static Request readFor(ExpectationFields fields) {
        String[] line = fields.name("request").split(" ", 2);
        if (line.length < 2 || !METHODS.contains(line[0]) || !Paths.stayBelow(line[1])) {
            fields.optional("request")
                    .filter(at -> !at.text().isBlank())
                    .ifPresent(at -> fields.fault(
                            at,
                            "must be GET, HEAD or POST and a path, as in GET /api/v1/employees?limit=1: it begins with one /,"
                                    + " has no segment .. and is encoded"));
        }
        Duration timeout = fields.optionalDuration("timeout").orElse(TIMEOUT);
        if (timeout.compareTo(TIMEOUT_MAX) > 0) {
            fields.fault("timeout", "must be at most 60s");
        }
        Optional<String> as = fields.optionalName("as");
        Optional<Login> login = fields.mapping("login").map(Login::read);
        return new Request(
                fields.name("target"),
                line[0],
                line.length < 2 ? "" : line[1],
                fields.optional("body").flatMap(at -> JsonText.of(at, fields)),
                as,
                login,
                timeout);
    }

    /** The same in the name of somebody else. */
    public Request as(String credential) {
        return new Request(target, method, path, body, Optional.of(credential), login, timeout);
    }

    /** The same with another path. */
    public Request at(String otherPath) {
        return new Request(target, method, otherPath, body, as, login, timeout);
    }

    public String text() {
        return method + " " + path;
    }

    public Set<String> credentials() {
        return as.stream().collect(Collectors.toUnmodifiableSet());
    }
}
