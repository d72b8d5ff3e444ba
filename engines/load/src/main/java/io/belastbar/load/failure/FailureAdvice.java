package io.belastbar.load.failure;

import io.belastbar.load.result.ErrorClass;
import io.belastbar.load.result.FailureCause;
import io.belastbar.report.Sentence;
import io.belastbar.report.Wording;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What would help against a failure. From its class, its status (RFC 9110, 15) or SQLSTATE (PostgreSQL documentation,
 * appendix A), and, where these say too little, words of its message.
 */
public final class FailureAdvice {

    private static final Set<String> STATUSES = Set.of(
            "400", "401", "403", "404", "405", "406", "408", "410", "413", "415", "422", "429", "500", "502", "503",
            "504");
    private static final Set<String> SQL_STATES = Set.of(
            "08P01", "0A000", "22P02", "23503", "23505", "25006", "26000", "28000", "28P01", "3D000", "3F000", "42501",
            "42601", "42703", "42704", "42883", "42P01", "53300", "55P03", "57014");
    private static final Set<String> SQL_CLASSES = Set.of("08", "22", "23", "28", "40", "42", "53", "57");

    /** Words of a message. */
    private static final Map<ErrorClass, Map<String, String>> WORDS = Map.of(
            ErrorClass.CONNECTION_FAILED,
            Map.of("refused", "refused", "password", "sql.28P01", "login", "login"),
            ErrorClass.TLS_FAILED,
            Map.of(
                    "self-signed", "tls.unknown",
                    "valid certification path", "tls.unknown",
                    "unknown authority", "tls.unknown",
                    "expired", "tls.expired",
                    "not valid before", "tls.expired",
                    "validity check failed", "tls.expired",
                    "subject alternative", "tls.name",
                    "no name matching", "tls.name",
                    "not an ssl/tls record", "tls.plain",
                    "does not speak tls", "tls.plain"),
            ErrorClass.TIMEOUT,
            Map.of("no connection was free", "timeout.connection"));

    private FailureAdvice() {}

    /** @param target the registered name of the target; empty: not known */
    public static Sentence of(FailureCause cause, String target) {
        String name =
                target.isEmpty() ? "NAME" : target.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return Wording.sentence(FailureAdvice.class, words -> words.text("advice." + key(cause), name));
    }

    private static String key(FailureCause cause) {
        return Stream.of(ofCode(cause), ofMessage(cause))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(cause.error().name());
    }

    private static Optional<String> ofCode(FailureCause cause) {
        String code = cause.code();
        if (cause.error() == ErrorClass.UNEXPECTED_STATUS) {
            return ofStatus(code);
        }
        if (SQL_STATES.contains(code)) {
            return Optional.of("sql." + code);
        }
        boolean known = code.length() == 5 && SQL_CLASSES.contains(code.substring(0, 2));
        return known ? Optional.of("sql." + code.substring(0, 2)) : Optional.empty();
    }

    private static Optional<String> ofStatus(String status) {
        if (STATUSES.contains(status)) {
            return Optional.of("status." + status);
        }
        return status.length() == 3 && "2345".indexOf(status.charAt(0)) >= 0
                ? Optional.of("status." + status.charAt(0) + "xx")
                : Optional.empty();
    }

    private static Optional<String> ofMessage(FailureCause cause) {
        String message = cause.message().toLowerCase(Locale.ROOT);
        return WORDS.getOrDefault(cause.error(), Map.of()).entrySet().stream()
                .filter(word -> message.contains(word.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst();
    }
}
