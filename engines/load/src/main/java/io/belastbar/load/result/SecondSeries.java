package io.belastbar.load.result;

import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The seconds of a run in their order, kept encoded: an hour with many tenants fits into memory. Those of a long run need
 * not be in memory at all: they are read anew whenever somebody goes through them.
 */
public final class SecondSeries implements Iterable<SecondResult> {

    private final Iterable<byte[]> encoded;
    private final int size;
    private final int lastSecond;

    private SecondSeries(Iterable<byte[]> encoded, int size, int lastSecond) {
        this.encoded = encoded;
        this.size = size;
        this.lastSecond = lastSecond;
    }

    public static SecondSeries of(List<SecondResult> seconds) {
        return ofEncoded(seconds.stream().map(SecondCodec::encode).toList());
    }

    /** Of what {@link SecondCodec} wrote. */
    public static SecondSeries ofEncoded(List<byte[]> encoded) {
        int last = encoded.isEmpty() ? -1 : SecondCodec.head(encoded.getLast()).second();
        return new SecondSeries(List.copyOf(encoded), encoded.size(), last);
    }

    /**
     * Of what {@link SecondCodec} wrote and somebody else keeps.
     *
     * @param lastSecond the number of the last of them; -1 without any
     * @param encoded all of them, in their order, however often they are asked for
     */
    public static SecondSeries reading(int size, int lastSecond, Iterable<byte[]> encoded) {
        return new SecondSeries(encoded, size, lastSecond);
    }

    /** Decodes one after the other; each second belongs to the caller. */
    public Stream<SecondResult> stream() {
        return StreamSupport.stream(encoded.spliterator(), false).map(SecondCodec::decode);
    }

    /** As {@link SecondCodec} wrote them. */
    public Iterable<byte[]> encoded() {
        return encoded;
    }

    @Override
    public Iterator<SecondResult> iterator() {
        return stream().iterator();
    }

    /** Hands each second to the visitor, which adds its cells up; much cheaper than decoding them. */
    public void visit(SecondVisitor visitor) {
        encoded.forEach(second -> SecondCodec.visit(second, visitor));
    }

    /** What all seconds together showed, by step and tenant. */
    public Map<CellKey, Cell> totals() {
        EncodedCells totals = new EncodedCells();
        visit(new SecondVisitor() {
            @Override
            public void begin(Head second) {}

            @Override
            public List<Cell> targets(CellKey key) {
                return List.of(totals.open(key));
            }

            @Override
            public void end(Head second) {}
        });
        return totals.readable();
    }

    public int size() {
        return size;
    }

    /** The number of the last one, from 0; -1 without any. */
    public int lastSecond() {
        return lastSecond;
    }

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
}
