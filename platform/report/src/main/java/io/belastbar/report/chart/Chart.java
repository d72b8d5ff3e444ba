package io.belastbar.report.chart;

import io.belastbar.report.Markup;

/**
 * A picture with its caption, as the part {@code chart} shows it.
 *
 * @param columns of the table of figures that hold its values, from 0 and parted by commas; empty for none
 */
public record Chart(String title, String note, String columns, Markup picture) {}
