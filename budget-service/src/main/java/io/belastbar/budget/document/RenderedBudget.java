package io.belastbar.budget.document;

/**
 * A budget's JSON view, ready to be sent.
 *
 * @param tag of the view
 */
record RenderedBudget(String tag, String json) {}
