package io.belastbar.load.postgresql;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first row of each result of a script, column by column. Of a column that several results have, the last of them says
 * what it holds, or that it holds nothing: an earlier value would hide a missing row.
 */
final class FirstRows {

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> reasons = new HashMap<>();
    private List<String> columns = List.of();
    private boolean wanted;

    /** A result with these columns begins. */
    void result(List<String> names) {
        columns = names;
        wanted = true;
        for (String name : names) {
            lacks(name, "the result has no row");
        }
    }

    /** Whether the next row is the first. */
    boolean wanted() {
        return wanted;
    }

    void row(String[] row) {
        wanted = false;
        for (int index = 0; index < columns.size() && index < row.length; index++) {
            if (row[index] == null) {
                lacks(columns.get(index), "it is NULL in the first row");
            } else {
                values.put(columns.get(index), row[index]);
            }
        }
    }

    void tooLarge(int bytes) {
        wanted = false;
        for (String name : columns) {
            lacks(name, "the first row has " + bytes + " bytes, more than the 1 MiB that is read");
        }
    }

    private void lacks(String name, String reason) {
        values.remove(name);
        reasons.put(name, reason);
    }

    void clear() {
        values.clear();
        reasons.clear();
        columns = List.of();
        wanted = false;
    }

    Map<String, String> values() {
        return values;
    }

    /** Why one of these columns has no value; empty if all have one. */
    String lacking(Collection<String> wantedColumns) {
        for (String name : wantedColumns) {
            if (!values.containsKey(name)) {
                return "column '" + name + "': " + reasons.getOrDefault(name, "no result has it");
            }
        }
        return "";
    }
}
