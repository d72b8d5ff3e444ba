package io.belastbar.image.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What Linux says of a process.
 *
 * @param cpuSeconds since it began, of all its threads
 * @param residentMb now
 * @param peakMb the most that was resident
 */
record MeasuredProcess(double cpuSeconds, double residentMb, double peakMb) {
    /** USER_HZ, which is the same on all Linux of today. */
    private static final double TICKS_A_SECOND = 100;

    private static final double KIBIBYTES_A_MEBIBYTE = 1_024;
    private static final int USER_TIME = 11;

    static MeasuredProcess of(long pid) throws IOException {
        Path folder = Path.of("/proc", Long.toString(pid));
        String stat = Files.readString(folder.resolve("stat"));
        // The name, in parentheses, may have spaces.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
        String status = Files.readString(folder.resolve("status"));
        return new MeasuredProcess(ticks / TICKS_A_SECOND, mebibytes(status, "VmRSS"), mebibytes(status, "VmHWM"));
    }

    private static double mebibytes(String status, String key) {
        var line = Pattern.compile(key + ":\\s+(\\d+) kB").matcher(status);
        if (!line.find()) {
            throw new IllegalStateException("no " + key + " in:\n" + status);
        }
        return Long.parseLong(line.group(1)) / KIBIBYTES_A_MEBIBYTE;
    }
}
