package io.belastbar.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The file that {@code --out json=FILE} names. */
public record JsonFile(Path path) {
    private static final String JSON = "json=";

    /**
     * Empty without the option.
     *
     * @throws ParameterException if it names no file, or another form
     */
    public static Optional<JsonFile> of(CommandLine commandLine, String out) {
        if (out == null) {
            return Optional.empty();
        }
        if (!out.startsWith(JSON) || out.length() == JSON.length()) {
            throw new ParameterException(commandLine, "--out should be json=FILE: was " + out);
        }
        return Optional.of(new JsonFile(Path.of(out.substring(JSON.length()))));
    }

    /** @throws CommandFailure with the reason if it cannot be written */
    public void write(String json) {
        try {
            Files.writeString(path, json);
        } catch (IOException failure) {
            throw new CommandFailure(
                    ExitCodes.INVALID_INPUT, path + " was not written: " + WriteFailure.reason(failure));
        }
    }
}
