package io.belastbar.load.result;

import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The seconds of a run in their order, kept encoded: an hour with many tenants fits into memory. */
public final class SecondSeries implements Iterable<SecondResult> {

    private final List<byte[]> encoded;

    private SecondSeries(List<byte[]> encoded) {
        this.encoded = List.copyOf(encoded);
    }

    public static SecondSeries of(List<SecondResult> seconds) {
        return new SecondSeries(seconds.stream().map(SecondCodec::encode).toList());
    }

    /** Of what {@link SecondCodec} wrote. */
    public static SecondSeries ofEncoded(List<byte[]> encoded) {
        return new SecondSeries(new ArrayList<>(encoded));
    }

    /** Decodes one after the other; each second belongs to the caller. */
    public Stream<SecondResult> stream() {
        return encoded.stream().map(SecondCodec::decode);
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
        Map<CellKey, Cell> totals = new TreeMap<>();
        visit(new SecondVisitor() {
            @Override
            public void begin(Head second) {}

            @Override
            public List<Cell> targets(CellKey key) {
                return List.of(totals.computeIfAbsent(key, none -> new Cell()));
            }

            @Override
            public void end(Head second) {}
        });
        return totals;
    }

    public int size() {
        return encoded.size();
    }

    public List<byte[]> encoded() {
        return encoded;
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
