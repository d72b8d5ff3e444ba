package io.belastbar.load.result;

import io.belastbar.load.result.GeneratorReport.GeneratorSecond;
import io.belastbar.load.result.SecondSeries.SecondVisitor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.HdrHistogram.Histogram;

/**
 * One second as bytes: a version, the generator's own figures, then each cell with its histograms in HdrHistogram's V2
 * encoding; the whole deflated. A reader refuses a version that it does not know.
 *
 * <p>Version 2 has three histograms a cell: response and service time of good answers, response time of failed
 * requests; an empty one has no bytes. Version 1 had the first two only, with the failed requests among them: read back,
 * they are {@linkplain Cell#blended() blended}.
 */
public final class SecondCodec {

    private static final int VERSION = 2;
    private static final int VERSION_BLENDED = 1;
    private static final int HIGHEST_LEAST_MICROS = 2;

    private SecondCodec() {}

    public static byte[] encode(SecondResult second) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeByte(VERSION);
            out.writeInt(second.second());
            out.writeInt(second.users());
            out.writeDouble(second.plannedPerSecond());
            writeGenerator(out, second.generator());
            out.writeInt(second.cells().size());
            for (Map.Entry<CellKey, Cell> entry : second.cells().entrySet()) {
                out.writeShort(entry.getKey().step());
                out.writeShort(entry.getKey().tenant());
                writeCell(out, entry.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if these bytes are not one encoded second */
    public static SecondResult decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int version = readVersion(in);
            int second = in.readInt();
            int users = in.readInt();
            double planned = in.readDouble();
            GeneratorSecond generator = readGenerator(in);
            Map<CellKey, Cell> cells = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                CellKey key = new CellKey(in.readUnsignedShort(), in.readUnsignedShort());
                cells.put(key, readCell(in, version));
            }
            return new SecondResult(second, users, planned, generator, cells);
        } catch (IOException broken) {
            throw new IllegalArgumentException("the bytes should be one encoded second", broken);
        }
    }

    /**
     * Hands a second to a visitor, which adds its cells up; much cheaper than decoding it.
     *
     * @throws IllegalArgumentException if these bytes are not one encoded second
     */
    public static void visit(byte[] bytes, SecondVisitor visitor) {
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            byte[] plain = inflated.readAllBytes();
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain));
            int version = readVersion(in);
            int second = in.readInt();
            int users = in.readInt();
            in.readDouble();
            SecondVisitor.Head head = new SecondVisitor.Head(second, users, readGenerator(in));
            visitor.begin(head);
            for (int left = in.readInt(); left > 0; left--) {
                List<Cell> targets = visitor.targets(new CellKey(in.readUnsignedShort(), in.readUnsignedShort()));
                mergeCell(in, version, plain, targets);
            }
            visitor.end(head);
        } catch (IOException | ArithmeticException | BufferUnderflowException broken) {
            throw new IllegalArgumentException("the bytes should be one encoded second", broken);
        }
    }

    private static void mergeCell(DataInputStream in, int version, byte[] plain, List<Cell> targets)
            throws IOException {
        long starts = in.readLong();
        long skipped = in.readLong();
        long sent = in.readLong();
        long received = in.readLong();
        ErrorCounts errors = ErrorCounts.read(in);
        for (Cell target : targets) {
            target.started(starts);
            target.skipped(skipped);
            target.addBytes(sent, received);
            errors.addTo(target);
        }
        mergeHistogram(in, plain, targets, Cell::response);
        mergeHistogram(in, plain, targets, Cell::service);
        if (version != VERSION_BLENDED) {
            mergeHistogram(in, plain, targets, Cell::failed);
        }
    }

    private static void mergeHistogram(
            DataInputStream in, byte[] plain, List<Cell> targets, Function<Cell, Times> which) throws IOException {
        int bytes = in.readInt();
        if (bytes == 0) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.wrap(plain).position(plain.length - in.available());
        EncodedHistogram.addTo(targets, which, buffer, bytes);
        in.skipNBytes(bytes);
    }

    /** A cell by itself, for totals. */
    public static byte[] encodeCell(Cell cell) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeByte(VERSION);
            writeCell(out, cell);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException if these bytes are not one encoded cell */
    public static Cell decodeCell(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int version = readVersion(in);
            return readCell(in, version);
        } catch (IOException broken) {
            throw new IllegalArgumentException("the bytes should be one encoded cell", broken);
        }
    }

    private static int readVersion(DataInputStream in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION && version != VERSION_BLENDED) {
            throw new IllegalArgumentException(
                    "the version should be " + VERSION_BLENDED + " or " + VERSION + ": was " + version);
        }
        return version;
    }

    private static void writeGenerator(DataOutputStream out, GeneratorSecond generator) throws IOException {
        out.writeLong(generator.latenessP99Micros());
        out.writeLong(generator.latenessMaxMicros());
        out.writeLong(generator.dropped());
        out.writeLong(generator.throttled());
        out.writeDouble(generator.laneUtilisation());
        out.writeDouble(generator.processCpu());
        out.writeInt(generator.connectionsOpen());
        out.writeInt(generator.waiting());
    }

    private static GeneratorSecond readGenerator(DataInputStream in) throws IOException {
        return new GeneratorSecond(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readInt(),
                in.readInt());
    }

    private static void writeCell(DataOutputStream out, Cell cell) throws IOException {
        out.writeLong(cell.intendedStarts());
        out.writeLong(cell.skipped());
        out.writeLong(cell.bytesSent());
        out.writeLong(cell.bytesReceived());
        Map<ErrorClass, Long> errors = cell.errors();
        out.writeByte(errors.size());
        for (Map.Entry<ErrorClass, Long> error : errors.entrySet()) {
            out.writeUTF(error.getKey().name());
            out.writeLong(error.getValue());
        }
        writeHistogram(out, cell.responseMicros());
        writeHistogram(out, cell.serviceMicros());
        writeHistogram(out, cell.failedMicros());
    }

    private static Cell readCell(DataInputStream in, int version) throws IOException {
        long starts = in.readLong();
        long skipped = in.readLong();
        long sent = in.readLong();
        long received = in.readLong();
        ErrorCounts errors = ErrorCounts.read(in);
        Histogram response = readHistogram(in);
        Histogram service = readHistogram(in);
        Histogram failed = version == VERSION_BLENDED ? new Histogram(Cell.SIGNIFICANT_DIGITS) : readHistogram(in);
        Cell cell = new Cell(response, service, failed);
        cell.started(starts);
        cell.skipped(skipped);
        cell.addBytes(sent, received);
        errors.addTo(cell);
        return cell;
    }

    private static void writeHistogram(DataOutputStream out, Histogram histogram) throws IOException {
        if (histogram.getTotalCount() == 0) {
            out.writeInt(0);
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoByteBuffer(buffer);
        out.writeInt(length);
        out.write(buffer.array(), 0, length);
    }

    private static Histogram readHistogram(DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(in.readInt());
        if (bytes.length == 0) {
            return new Histogram(Cell.SIGNIFICANT_DIGITS);
        }
        Histogram histogram = Histogram.decodeFromByteBuffer(ByteBuffer.wrap(bytes), HIGHEST_LEAST_MICROS);
        histogram.setAutoResize(true);
        return histogram;
    }

    private record ErrorCounts(Map<ErrorClass, Long> counts) {

        static ErrorCounts read(DataInputStream in) throws IOException {
            Map<ErrorClass, Long> counts = new TreeMap<>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                counts.put(ErrorClass.valueOf(in.readUTF()), in.readLong());
            }
            return new ErrorCounts(counts);
        }

        void addTo(Cell cell) {
            counts.forEach(cell::addErrors);
        }
    }
}
