package io.belastbar.budget.document;

import io.belastbar.web.http.Etag;
import java.util.Optional;

/** The entity tag of a budget's JSON view. It names the main document's content, so that it guards its writes too. */
final class BudgetTags {

    private static final String VIEW_SUFFIX = "-json";

    private BudgetTags() {}

    /** The view shows every document, so it changes with each version. */
    static Etag view(Optional<StoredDocument> main, int version) {
        var content = main.map(StoredDocument::etag).map(Etag::value).orElse("none");
        return new Etag(content + "-" + version + VIEW_SUFFIX);
    }

    /** An If-Match header in which the view's tag stands for the document's. */
    static String asDocument(String ifMatch) {
        return ifMatch.replaceAll("-\\d+" + VIEW_SUFFIX + "\"", "\"");
    }
}
