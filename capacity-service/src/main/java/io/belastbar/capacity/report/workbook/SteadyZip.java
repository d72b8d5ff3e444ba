package io.belastbar.capacity.report.workbook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Packs a zip anew with fixed times, so that the same content is the same bytes. */
final class SteadyZip {

    /** The first moment that a zip can hold. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private SteadyZip() {}

    static byte[] of(byte[] zip) {
        var out = new ByteArrayOutputStream(zip.length);
        try (var from = new ZipInputStream(new ByteArrayInputStream(zip));
                var into = new ZipOutputStream(out)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                var same = new ZipEntry(entry.getName());
                same.setTimeLocal(TIME);
                into.putNextEntry(same);
                from.transferTo(into);
                into.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory should be readable", impossible);
        }
        return out.toByteArray();
    }
}
