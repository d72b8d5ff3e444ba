package io.belastbar.budget.document;

import io.belastbar.web.http.Etag;

/** The entity tags of a budget: one for the document as stored, one for its JSON view, both naming one content. */
final class BudgetTags {

    private static final String VIEW_SUFFIX = "-json";

    private BudgetTags() {}

    static Etag document(StoredBudget stored) {
        return Etag.of(stored.content());
    }

    /** The view also shows version and author, so it changes with them. */
    static Etag view(StoredBudget stored) {
        return new Etag(document(stored).value() + "-" + stored.version() + VIEW_SUFFIX);
    }

    /** An If-Match header in which the view's tag stands for the document's. */
    static String asDocument(String ifMatch) {
        return ifMatch.replaceAll("-\\d+" + VIEW_SUFFIX + "\"", "\"");
    }
}
