package io.belastbar.profiling.proof.copy;

import io.belastbar.profiling.proof.session.Session;
import io.belastbar.profiling.proof.session.SqlFailure;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Rows from one database into another: what the reader gives is written at once, so that memory holds one piece only. */
final class CopyStream {
    private static final int PIECE = 64 * 1024;

    private final Session target;
    private final Session scratch;
    private final long bytesMax;
    private long bytes;

    /** @param bytesMax of all that this stream carries */
    CopyStream(Session target, Session scratch, long bytesMax) {
        this.target = target;
        this.scratch = scratch;
        this.bytesMax = bytesMax;
    }

    /** Whether as much was carried as may be. */
    boolean isFull() {
        return bytes >= bytesMax;
    }

    /**
     * Carries rows; a copy that is refused on either side leaves none.
     *
     * @return how many
     * @throws SqlFailure with what the side said that refused
     */
    long carry(String from, String into) {
        CopyOut out = null;
        CopyIn in = null;
        try {
            out = target.copies().copyOut(from);
            in = scratch.copies().copyIn(into);
            pump(out, in);
            return in.endCopy();
        } catch (SQLException refused) {
            throw new SqlFailure(refused);
        } finally {
            end(in);
            end(out);
        }
    }

    private void pump(CopyOut out, CopyIn in) throws SQLException {
        ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE + PIECE / 2);
        for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
            piece.write(row, 0, row.length);
            bytes += row.length;
            if (piece.size() >= PIECE) {
                in.writeToCopy(piece.toByteArray(), 0, piece.size());
                piece.reset();
            }
            if (isFull()) {
                break;
            }
        }
        in.writeToCopy(piece.toByteArray(), 0, piece.size());
    }

    private static void end(org.postgresql.copy.CopyOperation copy) {
        if (copy == null) {
            return;
        }
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException over) {
            // Its session has told already, or tells with the next statement.
        }
    }
}
