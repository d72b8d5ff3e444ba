package io.belastbar.budget.page;

/** What every page of ours needs. */
public final class Html {

    private Html() {}

    /** A text that may stand between tags and in attributes. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
