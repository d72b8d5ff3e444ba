package io.belastbar.document;

/** What somebody sent is not accepted as it stands; the message is for a person. */
public abstract sealed class RefusedInput extends RuntimeException permits InvalidInput, TooLarge {

    RefusedInput(String message) {
        // No stack trace: these are answers, not surprises, and they are made on hot paths.
        super(message, null, false, false);
    }
}
