package io.belastbar.faultproxy.toxic;

/** Nanoseconds in the units of attributes. */
final class Times {
    static final long MILLISECOND = 1_000_000;
    static final long MICROSECOND = 1_000;

    private Times() {}

    static long later(long now, long milliseconds) {
        return now + milliseconds * MILLISECOND;
    }
}
