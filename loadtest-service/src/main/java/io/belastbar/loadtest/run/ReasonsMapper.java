package io.belastbar.loadtest.run;

import io.belastbar.wording.Sentence;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Reasons as they are stored: in both languages; older runs have them in English only. */
final class ReasonsMapper {

    private ReasonsMapper() {}

    static JsonArray write(List<Sentence> reasons) {
        JsonArray array = new JsonArray();
        reasons.forEach(reason ->
                array.add(new JsonObject().put("english", reason.english()).put("german", reason.german())));
        return array;
    }

    static List<Sentence> read(JsonArray array) {
        List<Sentence> reasons = new ArrayList<>();
        for (Object element : array) {
            reasons.add(
                    element instanceof JsonObject sentence
                            ? new Sentence(sentence.getString("english"), sentence.getString("german"))
                            : Sentence.verbatim(String.valueOf(element)));
        }
        return reasons;
    }
}
