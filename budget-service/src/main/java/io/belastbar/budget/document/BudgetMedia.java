package io.belastbar.budget.document;

/** The media types and headers of budget documents. */
final class BudgetMedia {

    static final String YAML = "application/yaml";
    static final String FILE_NAME = "X-File-Name";
    static final String CHANGE_REASON = "X-Change-Reason";

    private BudgetMedia() {}
}
