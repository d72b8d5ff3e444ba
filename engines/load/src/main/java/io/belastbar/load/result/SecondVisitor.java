package io.belastbar.load.result;

import java.util.List;

/** Takes the seconds of a run one after the other, added up as it wants them. */
public interface SecondVisitor {

    /**
     * A second without its cells.
     *
     * @param second since the start, from 0
     * @param users active at its end
     */
    record Head(int second, int users, GeneratorSecond generator) {}

    /** Before the cells of a second. */
    void begin(Head second);

    /** To which cells this one of the second is added; none: it is left out. */
    List<Cell> targets(CellKey key);

    /** After the cells of a second. */
    void end(Head second);
}
