package io.belastbar.profiling.proof.parameter;

import java.util.Optional;

/** A value of a type that is in no row, most probably; whether it is, is asked. */
final class AbsentValue {
    private AbsentValue() {}

    /** Empty for a type of which every value may be in use, such as an enumeration. */
    static Optional<String> of(String type) {
        if (type.endsWith("[]")) {
            return of(type.substring(0, type.length() - 2)).map(element -> "{\"" + element + "\"}");
        }
        return Optional.ofNullable(
                switch (type) {
                    case "smallint" -> "-32767";
                    case "integer" -> "-2147483647";
                    case "bigint" -> "-9223372036854775807";
                    case "numeric", "real", "double precision" -> "-987654321";
                    case "text", "character varying", "character", "name" -> "belastbar-absent";
                    case "uuid" -> "00000000-dead-4000-8000-000000000000";
                    case "date" -> "1000-01-01";
                    case "timestamp without time zone" -> "1000-01-01 00:00:00";
                    case "timestamp with time zone" -> "1000-01-01 00:00:00+00";
                    case "jsonb", "json" -> "{\"belastbar-absent\": true}";
                    default -> null;
                });
    }

    /** What a parameter of this type may be when nothing tells which value means something. */
    static Optional<String> any(String type) {
        return Optional.ofNullable(
                switch (type) {
                    case "smallint", "integer", "bigint", "numeric", "real", "double precision" -> "1";
                    case "text", "character varying", "character" -> "";
                    case "boolean" -> "true";
                    case "interval" -> "1 day";
                    case "date", "timestamp without time zone", "timestamp with time zone" -> "2000-01-01";
                    default -> null;
                });
    }
}
