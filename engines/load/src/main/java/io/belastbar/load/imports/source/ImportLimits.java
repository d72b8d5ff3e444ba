package io.belastbar.load.imports.source;

/**
 * How large an imported file may be. Whatever is larger is refused, never cut.
 *
 * @param bytesMax of the input as it arrives
 * @param expandedBytesMax of the input after gzip
 * @param lineBytesMax of one line, and of one CSV record over several lines
 * @param rowsMax requests in the file
 * @param stepsMax different requests by name
 * @param tenantsMax different tenants
 */
public record ImportLimits(
        long bytesMax, long expandedBytesMax, int lineBytesMax, long rowsMax, int stepsMax, int tenantsMax) {

    private static final long MIB = 1L << 20;

    public static final ImportLimits DEFAULT =
            new ImportLimits(64 * MIB, 1024 * MIB, (int) (2 * MIB), 5_000_000, 500, 1_000);
}
