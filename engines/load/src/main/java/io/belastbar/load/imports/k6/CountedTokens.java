package io.belastbar.load.imports.k6;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import io.belastbar.document.InvalidInput;
import java.io.IOException;

/** Refuses JSON of which too many nodes would be made: eight megabytes of empty objects are two hundred of nodes. */
final class CountedTokens extends JsonParserDelegate {

    /** A summary has some ten for each metric and threshold. */
    static final int TOKENS_MAX = 500_000;

    private int tokens;

    CountedTokens(JsonParser counted) {
        super(counted);
    }

    @Override
    public JsonToken nextToken() throws IOException {
        if (++tokens > TOKENS_MAX) {
            throw InvalidInput.of(
                    "body", "must be at most " + TOKENS_MAX + " names, values and brackets: a k6 summary", "more");
        }
        return super.nextToken();
    }
}
