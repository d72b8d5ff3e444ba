package io.belastbar.capacity.projection.making;

import io.belastbar.capacity.history.Measure;
import io.belastbar.forecasting.selection.Choice;
import io.belastbar.forecasting.selection.Score;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * How a choice is kept: small, since its errors of 90 days by the hour are fifty thousand. Each is a byte: the root of its share of the
 * largest in its row, so that small ones keep their digits (within 4 % of an error that is a thirtieth of the largest).
 */
final class ChoiceFormat {
    private static final int VERSION = 1;
    private static final byte MISSING = Byte.MIN_VALUE;
    private static final long NEVER = Long.MIN_VALUE;

    private ChoiceFormat() {}

    static byte[] write(KeptChoice kept) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeByte(VERSION);
            out.writeLong(kept.chosenAt().toEpochMilli());
            out.writeLong(kept.step().toSeconds());
            out.writeUTF(kept.measure().name());
            out.writeLong(
                    kept.levelChangedAt() == null
                            ? NEVER
                            : kept.levelChangedAt().toEpochMilli());
            write(out, kept.choice());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalStateException of bytes that another version wrote: whoever reads them chooses anew */
    static KeptChoice read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException("a choice of version " + version);
            }
            Instant chosenAt = Instant.ofEpochMilli(in.readLong());
            Duration step = Duration.ofSeconds(in.readLong());
            Measure measure = Measure.valueOf(in.readUTF());
            long changed = in.readLong();
            return new KeptChoice(
                    choice(in), chosenAt, step, measure, changed == NEVER ? null : Instant.ofEpochMilli(changed));
        } catch (IOException | IllegalArgumentException failure) {
            throw new IllegalStateException("a kept choice cannot be read", failure);
        }
    }

    private static void write(DataOutputStream out, Choice choice) throws IOException {
        out.writeUTF(choice.method());
        out.writeInt(choice.folds());
        out.writeBoolean(choice.naive() != null);
        if (choice.naive() != null) {
            write(out, choice.naive());
        }
        out.writeInt(choice.scores().size());
        for (Score score : choice.scores()) {
            write(out, score);
        }
        out.writeInt(choice.errors().length);
        for (double[] row : choice.errors()) {
            write(out, row);
        }
    }

    private static Choice choice(DataInputStream in) throws IOException {
        String method = in.readUTF();
        int folds = in.readInt();
        Score naive = in.readBoolean() ? score(in) : null;
        List<Score> scores = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            scores.add(score(in));
        }
        double[][] errors = new double[in.readInt()][];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = row(in);
        }
        return new Choice(method, scores, naive, folds, errors);
    }

    private static void write(DataOutputStream out, Score score) throws IOException {
        out.writeUTF(score.method());
        out.writeDouble(score.mase());
        out.writeInt(score.foldsWon());
    }

    private static Score score(DataInputStream in) throws IOException {
        return new Score(in.readUTF(), in.readDouble(), in.readInt());
    }

    private static void write(DataOutputStream out, double[] row) throws IOException {
        double largest = 0;
        for (double error : row) {
            largest = Double.isFinite(error) ? Math.max(largest, Math.abs(error)) : largest;
        }
        out.writeInt(row.length);
        out.writeDouble(largest);
        for (double error : row) {
            out.writeByte(Double.isFinite(error) ? code(largest == 0 ? 0 : error / largest) : MISSING);
        }
    }

    private static int code(double share) {
        return (int) Math.round(Math.signum(share) * Math.sqrt(Math.abs(share)) * Byte.MAX_VALUE);
    }

    private static double share(byte code) {
        double root = (double) code / Byte.MAX_VALUE;
        return root * Math.abs(root);
    }

    private static double[] row(DataInputStream in) throws IOException {
        double[] row = new double[in.readInt()];
        double largest = in.readDouble();
        for (int i = 0; i < row.length; i++) {
            byte code = in.readByte();
            row[i] = code == MISSING ? Double.NaN : share(code) * largest;
        }
        return row;
    }
}
