package io.belastbar.chaos.gameday.machine;

import java.util.Map;

/** What a game day hears of. */
public sealed interface Happening {

    /** Somebody took it up. */
    record Begun() implements Happening {}

    /** Somebody else took it up, after its owner was lost. */
    record Resumed(String by) implements Happening {}

    /** Time passes. */
    record Clock() implements Happening {}

    /** A step is done. */
    record Done(Part part, int index, Map<String, String> details) implements Happening {}

    /** A step could not be done. */
    record NotDone(Part part, int index, String reason) implements Happening {}

    /** A step that looks has looked. */
    record Checked(Part part, int index, Seen result, Map<String, String> details) implements Happening {}

    /** Somebody who may said whether a manual step is done. */
    record Confirmed(Part part, int index, String by, boolean accepted, String note) implements Happening {}

    /** The steady state is proven, or is not in time. */
    record Steady(boolean proven, Map<String, String> details) implements Happening {}

    /** An expectation came true, cannot any more, or its time is over. */
    record Looked(int expectation, Seen result, Map<String, String> details) implements Happening {}

    /** What is looked at cannot be looked at any more, or can again. */
    record SightChanged(String name, boolean lost, String reason) implements Happening {}

    /** What must hold all the time does not. */
    record StopConditionMet(String name, Map<String, String> details) implements Happening {}

    /** Every fault is taken back, or some could not be: then they end by their own limits. */
    record Cleared(boolean all, String reason) implements Happening {}

    /**
     * What came of the measuring.
     *
     * @param why what speaks against it, as a word; empty if nothing does
     */
    record Measured(Seen result, String why, Map<String, String> details) implements Happening {}

    /** Somebody ends it. */
    record Aborted(String by, String reason) implements Happening {}

    /** Our own database takes nothing. */
    record StoreLost() implements Happening {}
}
