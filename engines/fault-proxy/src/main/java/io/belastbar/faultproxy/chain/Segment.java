package io.belastbar.faultproxy.chain;

/**
 * What should stand in a chain.
 *
 * @param version equal when nothing changed; another one replaces the stage, and what that held comes into the new one
 */
public record Segment(String name, Object version, Maker maker) {
    /** Makes the stage, or {@code null} when the toxic leaves this connection alone. */
    @FunctionalInterface
    public interface Maker {
        /** @param former the stage it replaces, or {@code null} */
        Stage stage(long now, Stage former);
    }
}
