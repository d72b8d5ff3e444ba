package io.belastbar.profiling.setting;

import io.belastbar.profiling.database.TargetRow;
import java.util.List;
import java.util.Locale;

/**
 * A setting of the server as {@code pg_settings} tells it.
 *
 * @param value in its unit
 * @param unit null if it has none
 * @param context when it can be changed: {@code postmaster} needs a restart, {@code sighup} a reload
 * @param source what said so: {@code default}, {@code configuration file} …
 * @param pendingRestart whether the file says another value since the start
 */
public record ServerSetting(
        String name, String value, String unit, String context, String source, boolean pendingRestart) {

    private static final List<String> SIZES = List.of("B", "kB", "MB", "GB", "TB");

    static ServerSetting of(TargetRow row) {
        return new ServerSetting(
                row.text("name"),
                row.text("setting"),
                row.text("unit"),
                row.text("context"),
                row.text("source"),
                row.truth("pending_restart"));
    }

    public boolean needsRestart() {
        return context.equals("postmaster");
    }

    public boolean isOn() {
        return value.equals("on");
    }

    /** Of a size: in bytes; of a time: in milliseconds; of a number: itself; negative ones mean something of their own. */
    public double number() {
        double number = Double.parseDouble(value);
        return number < 0 ? number : number * factor();
    }

    private double factor() {
        return switch (unit) {
            case "B", "ms" -> 1;
            case "kB" -> 1 << 10;
            case "8kB" -> 8 << 10;
            case "16kB" -> 16 << 10;
            case "32kB" -> 32 << 10;
            case "4kB" -> 4 << 10;
            case "MB", "1MB" -> 1 << 20;
            case "16MB" -> 16 << 20;
            case "GB" -> 1 << 30;
            case "us" -> 1e-3;
            case "s" -> 1_000;
            case "min" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            case null, default -> 1;
        };
    }

    /** As people and the configuration file write it: {@code 256MB}, {@code 30s}, {@code on}. */
    public String shown() {
        if (unit == null || value.startsWith("-") || value.equals("0")) {
            return value;
        }
        return unit.endsWith("B") ? size((long) number()) : time(number());
    }

    /** The largest unit in which it is whole. */
    public static String size(long bytes) {
        int unit = 0;
        long value = bytes;
        while (value != 0 && value % 1024 == 0 && unit < SIZES.size() - 1) {
            value /= 1024;
            unit++;
        }
        return value + SIZES.get(unit);
    }

    private static String time(double milliseconds) {
        if (milliseconds % 60_000 == 0) {
            return String.format(Locale.ROOT, "%.0fmin", milliseconds / 60_000);
        }
        return milliseconds % 1_000 == 0
                ? String.format(Locale.ROOT, "%.0fs", milliseconds / 1_000)
                : String.format(
                        Locale.ROOT,
                        "%sms",
                        milliseconds == Math.rint(milliseconds) ? (long) milliseconds + "" : milliseconds + "");
    }
}
