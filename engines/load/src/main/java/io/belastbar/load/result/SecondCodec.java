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
    private static final String SECOND = "the bytes should be one encoded second";
    private static final String CELL = "the bytes should be one encoded cell";

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
        byte[] plain = inflate(bytes, SECOND);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            int version = readVersion(in);
            int second = in.readInt();
            int users = in.readInt();
            double planned = in.readDouble();
            GeneratorSecond generator = readGenerator(in);
            Map<CellKey, Cell> cells = new TreeMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                CellKey key = new CellKey(in.readUnsignedShort(), in.readUnsignedShort());
                Cell cell = new Cell();
                mergeCell(in, version, plain, List.of(cell));
                cells.put(key, cell);
            }
            return new SecondResult(second, users, planned, generator, cells);
        } catch (IOException | ArithmeticException | BufferUnderflowException broken) {
            throw new IllegalArgumentException(SECOND, broken);
        }
    }

    /**
     * What stands at the beginning of a second; much cheaper than decoding it.
     *
     * @throws IllegalArgumentException if these bytes are not one encoded second
     */
    public static SecondVisitor.Head head(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            readVersion(in);
            int second = in.readInt();
            int users = in.readInt();
            in.readDouble();
            return new SecondVisitor.Head(second, users, readGenerator(in));
        } catch (IOException broken) {
            throw new IllegalArgumentException(SECOND, broken);
        }
    }

    private static byte[] inflate(byte[] bytes, String what) {
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return inflated.readAllBytes();
        } catch (IOException broken) {
            throw new IllegalArgumentException(what, broken);
        }
    }

    /**
     * Hands a second to a visitor, which adds its cells up; much cheaper than decoding it.
     *
     * @throws IllegalArgumentException if these bytes are not one encoded second
     */
    public static void visit(byte[] bytes, SecondVisitor visitor) {
        byte[] plain = inflate(bytes, SECOND);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
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
            throw new IllegalArgumentException(SECOND, broken);
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
        Cell cell = new Cell();
        addCell(bytes, cell);
        return cell;
    }

    /** Adds one encoded cell; much cheaper than decoding it. */
    static void addCell(byte[] bytes, Cell target) {
        byte[] plain = inflate(bytes, CELL);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(plain))) {
            mergeCell(in, readVersion(in), plain, List.of(target));
        } catch (IOException | ArithmeticException | BufferUnderflowException broken) {
            throw new IllegalArgumentException(CELL, broken);
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
        writeTimes(out, cell.response());
        writeTimes(out, cell.service());
        writeTimes(out, cell.failedOrNull());
    }

    private static void writeTimes(DataOutputStream out, Times timesOrNull) throws IOException {
        byte[] encoded = timesOrNull == null ? new byte[0] : timesOrNull.encoded();
        out.writeInt(encoded.length);
        out.write(encoded);
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
