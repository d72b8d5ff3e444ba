package io.belastbar.load.imports.jtl;

import io.belastbar.load.imports.source.FieldFault;

/** What JMeter wrote of one sample, by the names of its CSV columns; its XML has other names for the same. */
interface JtlFields {

    int line();

    /** Null where the file does not have it. */
    String textOrNull(String column);

    /** Tells where in the file the value stands. */
    FieldFault fault(String column, String rule);

    default String text(String column, String otherwise) {
        String text = textOrNull(column);
        return text == null ? otherwise : text;
    }

    default String required(String column) {
        String text = textOrNull(column);
        if (text == null) {
            throw fault(column, "is missing");
        }
        return text;
    }

    /** A whole number within the bounds; {@code otherwise} where it is not given. */
    default long number(String column, long otherwise, long max) {
        String text = text(column, "").strip();
        return text.isEmpty() ? otherwise : number(column, text, max);
    }

    default long requiredNumber(String column, long max) {
        return number(column, required(column).strip(), max);
    }

    private long number(String column, String text, long max) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw fault(column, "must be a whole number");
        }
        throw fault(column, "must be from 0 to " + max);
    }
}
