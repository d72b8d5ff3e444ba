package io.belastbar.backbone.outbox;

/**
 * Where messages go and may have to wait: a partition of a topic, or the whole topic while it has none.
 *
 * @param partition counted from 0; -1 for the whole topic
 */
record Destination(String topic, int partition) {

    private static final int WHOLE = -1;

    /** The topic as one: where its messages wait while it does not exist or may not be asked about. */
    static Destination whole(String topic) {
        return new Destination(topic, WHOLE);
    }

    /** The destination that was written as this label. */
    static Destination of(String label) {
        int slash = label.lastIndexOf('/');
        return new Destination(label.substring(0, slash), Integer.parseInt(label.substring(slash + 1)));
    }

    /** Never empty; no topic has a slash in its name. */
    String label() {
        return topic + '/' + partition;
    }

    boolean isWhole() {
        return partition == WHOLE;
    }
}
