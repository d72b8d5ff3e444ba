package io.belastbar.capacity.history.upload;

/** A text that was sent, and where it stands. */
record SentField(String text, String pointer, Integer line, Integer column) {

    /** What a query parameter says. */
    static SentField parameter(String name, String text) {
        return text == null ? null : new SentField(text, name, null, null);
    }

    void fault(Faults faults, String rule) {
        faults.add(pointer, line, column, rule, text);
    }
}
