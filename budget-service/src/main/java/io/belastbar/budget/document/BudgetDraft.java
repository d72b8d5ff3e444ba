package io.belastbar.budget.document;

import io.belastbar.budget.format.BudgetFormats;
import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.document.ControlCharacters;
import io.belastbar.document.InvalidInput;
import io.belastbar.document.ProblemError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A budget document that was read and found good, ready to be stored byte for byte.
 *
 * @param fileName as the caller named it; null if it did not
 * @param reason why it changes, as the caller says; null if it does not
 */
record BudgetDraft(
        String system, String name, byte[] content, String fileName, String reason, PerformanceBudget budget) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final int TEXT_LENGTH_MAX = 255;

    /**
     * Reads a document.
     *
     * @throws InvalidInput with every fault
     */
    static BudgetDraft read(String system, String name, byte[] content, String fileName, String reason) {
        requireName(name);
        requireShort("X-File-Name", fileName);
        requireShort("X-Change-Reason", reason);
        return new BudgetDraft(system, name, content, fileName, reason, parse(content));
    }

    /** Reads a stored document again. */
    static PerformanceBudget parse(byte[] content) {
        return BudgetFormats.read(text(content));
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw InvalidInput.of("name", "must be 1 to 63 of a-z, 0-9, ., _ and -", name);
        }
    }

    private static void requireShort(String header, String value) {
        if (value != null && value.length() > TEXT_LENGTH_MAX) {
            throw InvalidInput.of(
                    header, "must have at most " + TEXT_LENGTH_MAX + " characters", value.length() + " characters");
        }
    }

    String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String text(byte[] content) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return ControlCharacters.require(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notUtf8) {
            var error = new ProblemError("", 1, 1, "must be UTF-8", "other bytes");
            throw new InvalidInput("The document is not UTF-8. Nothing was stored.", List.of(error));
        }
    }
}
