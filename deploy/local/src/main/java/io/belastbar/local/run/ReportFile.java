package io.belastbar.local.run;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import io.belastbar.local.ReportLanguage;
import io.belastbar.local.WriteFailure;
import io.belastbar.local.api.ApiClient;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;

/** A report that the user wants in a file: {@code --out junit=FILE}, {@code --export report.html}. */
record ReportFile(Format format, Path path) {

    /** The formats of loadtest-service, by what the user calls them. */
    enum Format {
        JUNIT("xml"),
        JSON("json"),
        CSV("csv"),
        HTML("html");

        private final String extension;

        Format(String extension) {
            this.extension = extension;
        }
    }

    /** @throws IllegalArgumentException with the option and the formats that there are */
    static ReportFile ofOut(String option) {
        int equals = option.indexOf('=');
        String wanted = equals < 0 ? option : option.substring(0, equals);
        if (equals > 0 && equals < option.length() - 1) {
            for (Format format : Format.values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(wanted)) {
                    return new ReportFile(format, Path.of(option.substring(equals + 1)));
                }
            }
        }
        throw new IllegalArgumentException(
                "--out should be junit=FILE, json=FILE, csv=FILE or html=FILE: was " + option);
    }

    /** @throws IllegalArgumentException when the file's ending names no format */
    static ReportFile ofExport(Path file) {
        return Arrays.stream(Format.values())
                .filter(format -> file.toString().endsWith("." + format.extension))
                .findFirst()
                .map(format -> new ReportFile(format, file))
                .orElseThrow(() -> new IllegalArgumentException(
                        "--export should end in .html, .xml (JUnit), .json or .csv: was " + file));
    }

    /**
     * Finds out before the load starts, and not after an hour of it.
     *
     * @throws CommandFailure when this user cannot write there
     */
    void requireWritable() {
        try {
            Path absolute = path.toAbsolutePath();
            Files.createDirectories(absolute.getParent());
            boolean fresh = Files.notExists(absolute);
            FileChannel.open(absolute, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            if (fresh) {
                Files.delete(absolute);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT, "cannot write the report %s (%s)".formatted(path, WriteFailure.reason(e)));
        }
    }

    /** @throws CommandFailure when the platform does not give this report, or it cannot be written after all */
    void download(ApiClient api, String run, ReportLanguage language) throws IOException, InterruptedException {
        byte[] report = api.download("loadtest", run + "/report." + format.extension + "?lang=" + language.code());
        try {
            Files.write(path, report);
        } catch (IOException full) {
            throw new CommandFailure(
                    ExitCodes.ABORTED,
                    language.say("cannot write the report ", "der Bericht kann nicht geschrieben werden: ") + path
                            + " (" + WriteFailure.reason(full) + ")");
        }
    }
}
