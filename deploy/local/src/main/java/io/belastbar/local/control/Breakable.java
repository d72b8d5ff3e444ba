package io.belastbar.local.control;

import io.belastbar.local.supervision.SupervisedChild;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A child of the sample system that may be broken and mended.
 *
 * @param kind {@code postgresql}, {@code redis}, {@code service} or {@code proxy}
 * @param turn whoever changes it has it; children that decide together share one
 */
public record Breakable(SupervisedChild child, String kind, Standstill standstill, ReentrantLock turn) {

    /** Makes all processes of a child stand still, and move again; each may be said twice. */
    public interface Standstill {
        void pause();

        void resume();
    }

    String name() {
        return child.name();
    }

    /** {@code host:port}. */
    String address() {
        return child.url().replaceFirst("^[a-z]+://", "");
    }
}
