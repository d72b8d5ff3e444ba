package io.belastbar.load.preflight;

import io.belastbar.load.engine.Exchange;
import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.scenario.RequestStep;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which failures before a load are reasons not to begin: those that no waiting mends, and that are not what a load
 * test may be about. An overloaded, slow or failing target never is one.
 */
final class PreflightRule {

    /** Nobody is allowed in, or nothing is there. */
    private static final Set<Integer> REFUSED = Set.of(401, 403, 404, 405, 410);

    /** No such table, schema, column or function, no right, a mistake in the SQL. */
    private static final Set<String> SQL_REFUSED = Set.of("42P01", "3F000", "42703", "42883", "42501", "42601");

    /** No such user, password or database; what else a login ends with, such as too many clients, may pass. */
    private static final Pattern LOGIN_REFUSED = Pattern.compile("28...|3D000|42501");

    private static final Pattern WAITED = Pattern.compile("timed out|within \\d+ m?s|answered the request for TLS");

    private PreflightRule() {}

    /** Of a request: empty if there is nothing to say. */
    static Optional<PreflightFinding> ofRequest(String target, RequestStep step, Exchange exchange) {
        return switch (exchange) {
            case Exchange.HttpAnswer answer
            when !step.accepts(answer.status()) ->
                Optional.of(new PreflightFinding(
                        target,
                        step.name(),
                        ErrorClass.UNEXPECTED_STATUS,
                        Integer.toString(answer.status()),
                        step.method() + " " + step.path(),
                        // With values of test data it may be the row's fault, and other rows may be good.
                        step.variables().isEmpty() && REFUSED.contains(answer.status())));
            case Exchange.Failed failed when absent(failed) -> Optional.of(unreachable(target, failed));
            case Exchange.Failed failed -> Optional.of(noted(target, step.name(), failed));
            default -> Optional.empty();
        };
    }

    /** Of a statement that was prepared and explained. */
    static Optional<PreflightFinding> ofStatement(String target, String step, Exchange exchange) {
        if (!(exchange instanceof Exchange.Failed failed)) {
            return Optional.empty();
        }
        if (failed.cause() == ErrorClass.SQL_ERROR) {
            boolean refuses = SQL_REFUSED.contains(failed.code());
            return Optional.of(
                    new PreflightFinding(target, step, failed.cause(), failed.code(), failed.detail(), refuses));
        }
        return Optional.of(absent(failed) ? unreachable(target, failed) : noted(target, step, failed));
    }

    /** Whether there was no connection, so that nothing else of this target needs to be tried. */
    static boolean absent(Exchange.Failed failed) {
        return switch (failed.cause()) {
            case CONNECTION_FAILED, NAME_UNRESOLVED, TLS_FAILED -> true;
            default -> false;
        };
    }

    private static PreflightFinding unreachable(String target, Exchange.Failed failed) {
        boolean refuses = failed.code().isEmpty()
                ? !WAITED.matcher(failed.detail()).find()
                : LOGIN_REFUSED.matcher(failed.code()).matches();
        return new PreflightFinding(target, "", failed.cause(), failed.code(), failed.detail(), refuses);
    }

    private static PreflightFinding noted(String target, String step, Exchange.Failed failed) {
        return new PreflightFinding(target, step, failed.cause(), failed.code(), failed.detail(), false);
    }
}
