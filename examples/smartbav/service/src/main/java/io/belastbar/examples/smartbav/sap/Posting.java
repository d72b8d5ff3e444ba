package io.belastbar.examples.smartbav.sap;

/**
 * Something that SAP is to be told.
 *
 * @param id grows with each; SAP's version of the subject, and what makes a repetition known
 * @param subject what it is about: an employee, an offer, an import
 * @param payload JSON
 */
public record Posting(long id, String subject, String kind, String payload) {
    /** Of many employees at once, so that it may come neither before nor after what is told of one of them. */
    public static final String IMPORTED = "employees.imported";

    public String key() {
        return "smartbav-" + id;
    }
}
