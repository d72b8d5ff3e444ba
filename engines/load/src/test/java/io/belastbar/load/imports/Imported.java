package io.belastbar.load.imports;

import io.belastbar.load.imports.context.ImportContext;
import io.belastbar.load.result.Cell;
import io.belastbar.load.result.RunResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Imports sample files and texts for the tests of this package. */
final class Imported {

    static final ImportContext CONTEXT =
            new ImportContext("shop", "checkout", "run-1", Instant.parse("2026-05-10T08:00:00Z"));

    private Imported() {}

    static RunResult sample(ImportFormat format, String name) {
        try (InputStream in = Imported.class.getResourceAsStream(name)) {
            return RunImport.read(format, in, CONTEXT);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static RunResult text(ImportFormat format, String text) {
        return bytes(format, text.getBytes(StandardCharsets.UTF_8), CONTEXT);
    }

    static RunResult bytes(ImportFormat format, byte[] bytes, ImportContext context) {
        try {
            return RunImport.read(format, new ByteArrayInputStream(bytes), context);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static int step(RunResult result, String name) {
        for (int step = 0; step < result.steps().size(); step++) {
            if (result.steps().get(step).name().equals(name)) {
                return step;
            }
        }
        throw new AssertionError("no step " + name + " in " + result.steps());
    }

    static Cell cell(RunResult result, String name) {
        return result.step(step(result, name));
    }
}
