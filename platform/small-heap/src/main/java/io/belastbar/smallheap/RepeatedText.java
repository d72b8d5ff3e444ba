package io.belastbar.smallheap;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** A text that is made as it is read: only what its reader keeps is in memory. */
public final class RepeatedText {
    private RepeatedText() {}

    /**
     * The begin, as many parts as fit, and the end; of ASCII.
     *
     * @param bytes at most, of all together
     */
    public static Reader of(String begin, String part, String end, int bytes) {
        byte[] first = begin.getBytes(StandardCharsets.US_ASCII);
        byte[] again = part.getBytes(StandardCharsets.US_ASCII);
        byte[] last = end.getBytes(StandardCharsets.US_ASCII);
        int parts = (bytes - first.length - last.length) / again.length;
        return new InputStreamReader(
                new InputStream() {
                    private int at;

                    @Override
                    public int read() {
                        int i = at++;
                        if (i < first.length) {
                            return first[i];
                        }
                        int in = i - first.length;
                        if (in < parts * again.length) {
                            return again[in % again.length];
                        }
                        int behind = in - parts * again.length;
                        return behind < last.length ? last[behind] : -1;
                    }
                },
                StandardCharsets.US_ASCII);
    }
}
