package io.belastbar.loadtest.interchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.load.imports.RunImport.ImportedFile;
import io.belastbar.load.result.RunResult.Provenance;

/**
 * What became of an imported file.
 *
 * @param file what was read, and as what
 */
record ImportAnswer(ImportedFile file) {

    /** As JSON: the run, its tool, the format, what the file was taken for, and what a reader has to know. */
    String json() {
        Provenance provenance = file.result().provenance();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("runId", file.result().identity().runId());
        answer.put("tool", provenance.engine());
        answer.put("format", file.form().format().label());
        answer.put("readAs", file.form().words());
        answer.put("requests", file.result().total().requests());
        ArrayNode notes = answer.putArray("notes");
        provenance.notes().forEach(notes::add);
        return answer.toString();
    }
}
