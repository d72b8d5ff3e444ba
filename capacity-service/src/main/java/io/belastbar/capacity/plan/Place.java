package io.belastbar.capacity.plan;

/**
 * Where something stands.
 *
 * @param file as the sender named it, else the name of the document
 * @param pointer JSON pointer (RFC 6901)
 * @param line 1-based
 */
public record Place(String file, String pointer, int line) {

    /** As findings and limits name their source. */
    public String text() {
        return file + " line " + line;
    }
}
