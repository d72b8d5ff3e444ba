package io.belastbar.profiling.setting;

import io.belastbar.document.InvalidInput;
import io.belastbar.web.target.ServerDescription;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server runs on. What is not known is not guessed: recommendations that need it say so.
 *
 * @param memoryBytes all of the server's memory; PostgreSQL is taken to be alone on it
 * @param disk what its tables are stored on
 * @param connections how many the applications open at most
 */
public record ServerSize(Optional<Long> memoryBytes, Optional<Disk> disk, Optional<Integer> connections) {
    private static final Pattern MEMORY = Pattern.compile("(\\d{1,9})\\s*(kB|MB|GB|TB|KiB|MiB|GiB|TiB)");
    private static final long BYTES_MIN = 128L << 20;
    private static final int CONNECTIONS_MAX = 262_143;

    /** What tables are stored on. */
    public enum Disk {
        SSD,
        HDD
    }

    /**
     * Reads what was given. Units are PostgreSQL's: 1 GB is 1,024 MB.
     *
     * @throws InvalidInput naming the field
     */
    public static ServerSize of(Optional<String> memory, Optional<String> disk, Optional<String> connections) {
        return new ServerSize(
                given(memory).map(ServerSize::memory),
                given(disk).map(ServerSize::disk),
                given(connections).map(ServerSize::connections));
    }

    /**
     * The same of a target's configuration.
     *
     * @throws InvalidInput naming the field
     */
    public static ServerSize of(ServerDescription server) {
        return of(server.memory(), server.disk(), server.connections());
    }

    /** What was asked, or else what is configured. */
    public ServerSize or(ServerSize configured) {
        return new ServerSize(
                memoryBytes.or(configured::memoryBytes),
                disk.or(configured::disk),
                connections.or(configured::connections));
    }

    private static Optional<String> given(Optional<String> text) {
        return text.map(String::strip).filter(value -> !value.isEmpty());
    }

    private static long memory(String text) {
        Matcher matcher = MEMORY.matcher(text);
        if (!matcher.matches()) {
            throw InvalidInput.of("memory", "must be a whole number of MB, GB or TB, for example 128GB", text);
        }
        int shift =
                switch (matcher.group(2).charAt(0)) {
                    case 'k', 'K' -> 10;
                    case 'M' -> 20;
                    case 'G' -> 30;
                    default -> 40;
                };
        long number = Long.parseLong(matcher.group(1));
        if (number > Long.MAX_VALUE >> (shift + 1) || number << shift < BYTES_MIN) {
            throw InvalidInput.of("memory", "must be at least 128MB, and less than 4,000,000TB", text);
        }
        return number << shift;
    }

    private static Disk disk(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "ssd", "nvme" -> Disk.SSD;
            case "hdd" -> Disk.HDD;
            default -> throw InvalidInput.of("disk", "must be ssd or hdd", text);
        };
    }

    private static int connections(String text) {
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > CONNECTIONS_MAX) {
            throw InvalidInput.of("connections", "must be a whole number from 1 to " + CONNECTIONS_MAX, text);
        }
        return Integer.parseInt(text);
    }
}
