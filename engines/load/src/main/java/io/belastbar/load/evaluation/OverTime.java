package io.belastbar.load.evaluation;

import io.belastbar.load.result.Cell;
import io.belastbar.load.threshold.Threshold;

/** Judges a threshold by the seconds of a run, which it is told one after the other. */
sealed interface OverTime permits WorstWindow, WhereOffered {

    Threshold threshold();

    /** What the next second showed of what the threshold is about. */
    void add(Cell second);

    ThresholdResult result();
}
