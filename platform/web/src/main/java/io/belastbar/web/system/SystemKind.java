package io.belastbar.web.system;

import io.belastbar.web.document.DocumentKind;
import io.belastbar.web.document.SentDocument;
import jakarta.inject.Singleton;

/** {@code system.yml} among the documents. */
@Singleton
class SystemKind extends DocumentKind<SystemDescription> {

    /** Also the name of the only document of a system. */
    static final String ID = "system";

    SystemKind() {
        super(ID, "system description", SystemDescription.class);
    }

    @Override
    public SystemDescription read(SentDocument sent) {
        return SystemDescriptionParser.parse(sent.system(), sent.text());
    }
}
