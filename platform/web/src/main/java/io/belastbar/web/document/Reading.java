package io.belastbar.web.document;

import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import io.belastbar.document.RefusedInput;
import io.belastbar.web.problem.Conflict;
import java.util.Optional;

/** What a stored document says. */
public sealed interface Reading<T> {

    /** As it was understood when it was stored, or by today's reader if that was not kept then. */
    record Understood<T>(T value) implements Reading<T> {}

    /**
     * It was understood once, what was understood was not kept, and today's reader refuses it.
     *
     * @param reason with the command that mends it
     */
    record Unread<T>(String reason) implements Reading<T> {}

    static <T> Reading<T> of(DocumentKind<T> kind, StoredDocument stored) {
        return Optional.ofNullable(stored.understood())
                .flatMap(json -> kind.json().read(json, kind.type()))
                .<Reading<T>>map(Understood::new)
                .orElseGet(() -> again(kind, stored));
    }

    private static <T> Reading<T> again(DocumentKind<T> kind, StoredDocument stored) {
        try {
            return new Understood<>(kind.readStored(stored.sent()));
        } catch (RefusedInput refused) {
            return new Unread<>("version %d of %s %s/%s is no longer read: %s; send it again: belastbar apply -f %s"
                    .formatted(
                            stored.version(),
                            kind.words(),
                            stored.system(),
                            stored.name(),
                            reason(refused),
                            stored.fileName() == null ? "FILE" : stored.fileName()));
        }
    }

    private static String reason(RefusedInput refused) {
        return refused instanceof InvalidInput invalid && !invalid.errors().isEmpty()
                ? refused.getMessage() + place(invalid.errors().getFirst())
                : refused.getMessage();
    }

    private static String place(ProblemError error) {
        return " (" + (error.line() == null ? "" : "line " + error.line() + " ") + error.rule() + ")";
    }

    /** Empty if it is no longer read. */
    default Optional<T> optional() {
        return this instanceof Understood<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    /** @throws Conflict if it is no longer read */
    default T orThrow() {
        return switch (this) {
            case Understood<T>(T value) -> value;
            case Unread<T>(String reason) -> throw new Conflict(reason);
        };
    }
}
