package io.belastbar.contracts;

import java.util.regex.Pattern;

/** The id of a system under test, the same at every door: in addresses, documents, events and on the command line. */
public final class SystemId {
    /** What it must be, to be said behind its name. */
    public static final String RULE = "must be 1 to 63 of a-z, 0-9, ., _ and -, the first a letter or a digit";

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private SystemId() {}

    public static boolean isValid(String text) {
        return text != null && SHAPE.matcher(text).matches();
    }
}
