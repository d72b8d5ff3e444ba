package io.belastbar.profiling.rls.form;

/**
 * What to write where a session belongs to one tenant. An index on the column and on what is sorted by keeps its order for
 * one value, so that {@code ORDER BY … LIMIT} ends after so many rows; for the elements of an array the rows are sorted
 * first.
 */
final class OneTenant {
    private OneTenant() {}

    /**
     * @param column as SQL
     * @param several what to write otherwise
     */
    static String orElse(String column, String several) {
        return "If a session belongs to one tenant: " + column + " = the session's setting (current_setting(…)), or "
                + column
                + " = (SELECT …), which keep the order of an index for ORDER BY … LIMIT."
                + " If it may see several: " + several;
    }
}
