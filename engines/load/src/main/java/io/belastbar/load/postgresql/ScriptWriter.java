package io.belastbar.load.postgresql;

import io.belastbar.load.postgresql.protocol.Frontend;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.BitSet;

/** Writes one connection's scripts, and remembers which statements the server has prepared for it. */
final class ScriptWriter {

    private static final int SEND_BYTES = 1024;

    private final ByteBufAllocator allocator;
    private final BitSet known = new BitSet();
    private final BitSet parsedByScript = new BitSet();
    private ByteBuf shared;

    ScriptWriter(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Before the first statement of a script. */
    void begin() {
        parsedByScript.clear();
    }

    /** The script failed: what it prepared may or may not be there. */
    void forgetScript() {
        known.andNot(parsedByScript);
    }

    /** The server no longer has what was prepared, or has it no longer as it was. */
    void forgetAll() {
        known.clear();
    }

    /** The next so many statements of the script; each a transaction of its own unless the script is one. */
    ByteBuf write(SqlCall call, int count) {
        PreparedScript script = call.script;
        ByteBuf out = buffer();
        int last = call.next + count;
        boolean syncEach = !script.transaction();
        for (; call.next < last; call.next++) {
            PreparedScript.Part part = script.parts().get(call.next);
            parse(out, part);
            Frontend.bind(out, part.name(), call.parameters[call.next]);
            if (script.extracts()) {
                Frontend.describePortal(out);
            }
            Frontend.execute(out);
            if (syncEach || call.next == last - 1) {
                Frontend.sync(out);
                call.awaited++;
            }
        }
        return out;
    }

    private void parse(ByteBuf out, PreparedScript.Part part) {
        if (part.name().length == 0) {
            Frontend.parse(out, part.name(), part.sql());
        } else if (!known.get(part.number())) {
            // An earlier attempt may have got as far as the server: closing what is not there is no error.
            Frontend.closeStatement(out, part.name());
            Frontend.parse(out, part.name(), part.sql());
            known.set(part.number());
            parsedByScript.set(part.number());
        }
    }

    /** The same for every script, unless the socket still holds on to the last one. */
    private ByteBuf buffer() {
        if (shared == null) {
            shared = allocator.directBuffer(SEND_BYTES);
        }
        return shared.refCnt() == 1 ? shared.clear().retain() : allocator.directBuffer(SEND_BYTES);
    }

    void release() {
        if (shared != null) {
            shared.release();
            shared = null;
        }
    }
}
