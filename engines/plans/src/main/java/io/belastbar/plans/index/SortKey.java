package io.belastbar.plans.index;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One key of a sort, as an index column writes it.
 *
 * @param column the plain column
 * @param direction what follows the column in an index definition: empty, {@code DESC}, {@code DESC NULLS LAST} …
 */
record SortKey(String column, String direction) {
    private static final Pattern KEY = Pattern.compile(
            "(?:([^.\\s()]+)\\.)?([a-z_][a-z0-9_$]*|\"[^\"]+\")" + "((?: DESC| ASC)?(?: NULLS FIRST| NULLS LAST)?)");

    String definition() {
        return direction.isEmpty() ? column : column + " " + direction;
    }

    /** The leading keys that are plain columns of the table with this alias; what follows an expression is of no use. */
    static List<SortKey> leading(List<String> keys, String alias) {
        List<SortKey> result = new ArrayList<>();
        for (String key : keys) {
            Matcher matcher = KEY.matcher(key);
            boolean ours = matcher.matches()
                    && (matcher.group(1) == null || matcher.group(1).equals(alias));
            if (!ours) {
                break;
            }
            result.add(new SortKey(matcher.group(2), matcher.group(3).strip()));
        }
        return result;
    }
}
