package io.belastbar.load.engine;

import java.util.Arrays;

/** First in, first out, of plain longs; allocates only to grow. */
final class LongQueue {

    private long[] values = new long[256];
    private int head;
    private int size;

    void add(long value) {
        if (size == values.length) {
            grow();
        }
        values[(head + size++) & (values.length - 1)] = value;
    }

    long first() {
        return values[head];
    }

    long take() {
        long value = values[head];
        head = (head + 1) & (values.length - 1);
        size--;
        return value;
    }

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] larger = Arrays.copyOf(values, values.length * 2);
        for (int index = 0; index < size; index++) {
            larger[index] = values[(head + index) & (values.length - 1)];
        }
        values = larger;
        head = 0;
    }
}
