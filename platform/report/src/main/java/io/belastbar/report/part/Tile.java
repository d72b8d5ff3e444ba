package io.belastbar.report.part;

/**
 * One figure that a reader looks for first.
 *
 * @param style {@code big} for the headline, {@code bad} for bad news, else empty
 */
public record Tile(String style, String name, String value, String note) {}
