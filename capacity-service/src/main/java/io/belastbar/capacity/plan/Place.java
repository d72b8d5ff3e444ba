package io.belastbar.capacity.plan;

import io.belastbar.report.Sentence;

/**
 * Where something stands.
 *
 * @param file as the sender named it, else the name of the document
 * @param pointer JSON pointer (RFC 6901)
 * @param line 1-based
 */
public record Place(String file, String pointer, int line) {

    /** For a person, in both languages. */
    public Sentence sentence() {
        return sentence(text());
    }

    /** The same of a source that was kept as text; any other text stays as it is. */
    public static Sentence sentence(String text) {
        return new Sentence(text, text.replaceFirst(" line (\\d+)$", " Zeile $1"));
    }

    /** As findings and limits name their source. */
    public String text() {
        return file + " line " + line;
    }
}
