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
        CopyIn in = null;
        CopyOut out = null;
        try {
            // What cannot be written here need not be read there.
            in = scratch.copies().copyIn(into);
            out = target.copies().copyOut(from);
            pump(out, in);
            return in.endCopy();
        } catch (SQLException refused) {
            throw new SqlFailure(refused);
        } finally {
            leave(in, out);
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

    private void leave(CopyIn in, CopyOut out) {
        if (out != null && out.isActive()) {
            target.renew();
        }
        try {
            if (in != null && in.isActive()) {
                in.cancelCopy();
            }
        } catch (SQLException over) {
            // Its session has told already, or tells with the next statement.
        }
    }
}
