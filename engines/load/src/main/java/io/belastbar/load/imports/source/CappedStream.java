package io.belastbar.load.imports.source;

import io.belastbar.document.InvalidInput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses an input at the first byte beyond its limit. */
public final class CappedStream extends FilterInputStream {

    private final long bytesMax;
    private final String what;
    private long count;

    /** @param what the input in words, such as "the file after gzip" */
    public CappedStream(InputStream in, long bytesMax, String what) {
        super(in);
        this.bytesMax = bytesMax;
        this.what = what;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            counted(1);
        }
        return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0) {
            counted(read);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void counted(int read) {
        count += read;
        if (count > bytesMax) {
            throw InvalidInput.of("body", "must be at most " + bytesMax + " bytes: " + what, "more than " + bytesMax);
        }
    }
}
