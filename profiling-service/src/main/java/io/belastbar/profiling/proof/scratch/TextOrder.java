package io.belastbar.profiling.proof.scratch;

import static io.belastbar.profiling.proof.session.Identifiers.literal;

import io.belastbar.profiling.database.TargetRow;
import io.belastbar.profiling.proof.session.Session;

/**
 * How a database encodes and sorts texts. Whether an index serves LIKE or ORDER BY depends on it.
 *
 * @param clauses of CREATE DATABASE; empty for the server's own way
 */
public record TextOrder(String clauses) {
    public static final TextOrder OF_THE_SERVER = new TextOrder("");

    private static final int PROVIDERS = 150000;
    private static final int LOCALE = 170000;

    /** That of the database in which the session is. */
    public static TextOrder of(Session session) {
        int version = Integer.parseInt(session.text("SHOW server_version_num"));
        String provider = version >= PROVIDERS ? "datlocprovider::text" : "'c'";
        String locale = version >= LOCALE ? "datlocale" : version >= PROVIDERS ? "daticulocale" : "NULL::text";
        TargetRow row = session.rows("SELECT pg_catalog.pg_encoding_to_char(encoding)::text AS encoding,"
                        + " datcollate::text AS collates, datctype::text AS types, " + provider + " AS provider, "
                        + locale + " AS locale FROM pg_catalog.pg_database WHERE datname = current_database()")
                .getFirst();
        String clauses = " ENCODING " + literal(row.text("encoding")) + " LC_COLLATE " + literal(row.text("collates"))
                + " LC_CTYPE " + literal(row.text("types"));
        return new TextOrder(
                switch (row.text("provider")) {
                    case "i" -> clauses + " LOCALE_PROVIDER icu ICU_LOCALE " + literal(row.text("locale"));
                    case "b" -> clauses + " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + literal(row.text("locale"));
                    default -> version >= PROVIDERS ? clauses + " LOCALE_PROVIDER libc" : clauses;
                });
    }
}
