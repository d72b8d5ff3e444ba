package io.belastbar.chaos.expectation;

import io.belastbar.document.DocumentParser;
import io.belastbar.document.ErrorCollector;

/** Reads an expectation that has no fault. */
public final class Parsed {

    private Parsed() {}

    public static <E extends Expectation> E as(Class<E> kind, String document) {
        var errors = new ErrorCollector();
        var found = Expectations.parse(DocumentParser.parse(document), errors);
        errors.throwIfAny("should be sound");
        return kind.cast(found.orElseThrow());
    }
}
