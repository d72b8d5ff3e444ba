package io.belastbar.local.apply;

import io.belastbar.local.convert.Conversion;
import java.io.PrintStream;

/** Says what was understood of a document, line by line, and what was read over. */
public final class ConversionReport {
    private ConversionReport() {}

    public static void print(String file, Conversion conversion, PrintStream out) {
        conversion
                .understood()
                .forEach(promise ->
                        out.println("%s:%d: understood: %s".formatted(file, promise.line(), promise.text())));
        conversion.notes().forEach(note -> out.println("%s:%d: note: %s".formatted(file, note.line(), note.text())));
    }
}
