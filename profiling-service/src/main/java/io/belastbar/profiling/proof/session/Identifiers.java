package io.belastbar.profiling.proof.session;

/** Names and texts as they stand in SQL. */
public final class Identifiers {
    private Identifiers() {}

    /** Always in quotes, so that no list of key words is needed. */
    public static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    public static String quoted(String schema, String name) {
        return quoted(schema) + "." + quoted(name);
    }

    /** A string constant, whatever {@code standard_conforming_strings} says; null for null. */
    public static String literal(String text) {
        if (text == null) {
            return "NULL";
        }
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
