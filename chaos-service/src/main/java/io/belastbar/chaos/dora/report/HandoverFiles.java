package io.belastbar.chaos.dora.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.chaos.dora.handover.Point;
import io.belastbar.report.ReportLanguage;
import io.belastbar.report.Wording;

/** The points of the hand-over checklists, for other programs. */
final class HandoverFiles {
    private HandoverFiles() {}

    static String json(DoraContent content, ReportLanguage language) {
        Wording words = Wording.of(HandoverFiles.class, language);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("system", content.system()).put("asOf", content.at().toString());
        ArrayNode points = root.putArray("points");
        for (Point point : content.points()) {
            ObjectNode node = points.addObject();
            node.put("receiver", point.receiver().name());
            node.put("point", point.question().name());
            node.put("question", words.name(point.question()));
            node.put("standing", point.standing().name());
            node.put("because", point.because().in(language));
            ArrayNode proofs = node.putArray("shownBy");
            point.shownBy().forEach(proof -> {
                ObjectNode shown = proofs.addObject();
                shown.put("gameDayId", proof.gameDay().toString()).put("runbook", proof.runbook());
                ArrayNode entries = shown.putArray("entries");
                proof.entries().forEach(entries::add);
            });
            ArrayNode missing = node.putArray("missing");
            point.missing().forEach(missing::add);
        }
        return root.toPrettyString() + "\n";
    }
}
