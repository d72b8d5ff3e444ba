package io.belastbar.web.peer;

/** What another of our services said. */
public sealed interface PeerAnswer<T> {

    /** The body, understood. */
    record Known<T>(T body) implements PeerAnswer<T> {}

    /** No body; {@code reason} is a sentence part for a person. */
    sealed interface Unknown<T> extends PeerAnswer<T> {
        String reason();
    }

    /** 404: the service answers, but has no such thing. */
    record Absent<T>(String reason) implements Unknown<T> {}

    /** Another status than 404, nothing that can be read, or no answer. */
    record Failed<T>(String reason) implements Unknown<T> {}
}
