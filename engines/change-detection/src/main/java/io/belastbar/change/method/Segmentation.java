package io.belastbar.change.method;

import java.util.List;

/** A way to cut a series where it changes. */
public interface Segmentation {

    /** The first indices of all segments but the first, in their order. */
    List<Integer> cut(double[] values);
}
