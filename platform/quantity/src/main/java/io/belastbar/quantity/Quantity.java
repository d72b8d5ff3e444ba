package io.belastbar.quantity;

/** A measured or promised amount with its unit: what a budget's limits are made of. */
public sealed interface Quantity permits TimeSpan, Rate, Ratio, Bytes, Count {

    /** The amount in the type's base unit: nanoseconds, requests a second, fraction of one, bytes, things. */
    double magnitude();

    /** The canonical spelling; the type's {@code parse} reads it back to an equal value. */
    String text();
}
