package io.belastbar.profiling.index.catalogue;

import java.util.Locale;

/** The name of a table or an index with its schema. */
public record QualifiedName(String schema, String name) {
    /** In bytes; PostgreSQL cuts what is longer. */
    private static final int LENGTH_MAX = 63;

    /** As people write it: {@code public.employees}. */
    @Override
    public String toString() {
        return schema + "." + name;
    }

    /** As SQL takes it, whatever is in it: {@code "public"."employees"}. */
    public String quoted() {
        return quoted(schema) + "." + quoted(name);
    }

    /** A name as SQL takes it. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A name for an index of this table; what is too long is cut between characters. */
    public String indexName(String columns) {
        String whole = ("idx_" + name + "_" + columns).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
        int characters = 0;
        int bytes = 0;
        while (characters < whole.length()) {
            int point = whole.codePointAt(characters);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > LENGTH_MAX) {
                break;
            }
            characters += Character.charCount(point);
        }
        return whole.substring(0, characters);
    }
}
