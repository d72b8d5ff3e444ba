package io.belastbar.budget.format;

import io.belastbar.document.DocumentNode;
import io.belastbar.document.DocumentParser;
import io.belastbar.document.RefusedInput;

/**
 * The text of a document and, read once and only when asked for, what YAML or JSON sees in it.
 */
public final class DocumentText {

    private final String fileName;
    private final String text;
    private DocumentNode root;

    /**
     * @param fileName as the caller named it; null if it did not
     */
    public DocumentText(String fileName, String text) {
        this.fileName = fileName;
        this.text = text;
    }

    /** Null if the caller gave none. */
    public String fileName() {
        return fileName;
    }

    public String text() {
        return text;
    }

    /**
     * The document's root.
     *
     * @throws io.belastbar.document.InvalidInput with line and column if the text is no YAML or JSON
     */
    public DocumentNode root() {
        if (root == null) {
            root = DocumentParser.parse(text);
        }
        return root;
    }

    /** Whether this is a mapping with such a key at the top; false for what is no YAML or JSON. */
    public boolean hasKey(String key) {
        try {
            return root().fields().containsKey(key);
        } catch (RefusedInput notReadable) {
            return false;
        }
    }
}
