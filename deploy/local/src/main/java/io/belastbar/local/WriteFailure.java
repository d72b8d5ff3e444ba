package io.belastbar.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be written, in words: a Java exception of the file system often holds the file's name only. */
public final class WriteFailure {

    private WriteFailure() {}

    public static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "no right to write there";
            case NoSuchFileException missing -> "no such folder";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
