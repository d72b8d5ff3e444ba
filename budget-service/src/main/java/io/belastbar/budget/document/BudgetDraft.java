package io.belastbar.budget.document;

import io.belastbar.budget.objective.PerformanceBudget;
import io.belastbar.web.problem.InvalidInput;
import io.belastbar.web.problem.ProblemError;
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
 */
record BudgetDraft(String system, byte[] content, String fileName, PerformanceBudget budget) {

    private static final Pattern SYSTEM = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int FILE_NAME_LENGTH_MAX = 255;

    /**
     * Reads a document.
     *
     * @throws InvalidInput with every fault
     */
    static BudgetDraft read(String system, byte[] content, String fileName) {
        if (!SYSTEM.matcher(system).matches()) {
            throw InvalidInput.of("system", "must be 1 to 63 of a-z, 0-9 and -", system);
        }
        if (fileName != null && fileName.length() > FILE_NAME_LENGTH_MAX) {
            throw InvalidInput.of("X-File-Name", "must have at most 255 characters", fileName.length() + " characters");
        }
        return new BudgetDraft(system, content, fileName, BudgetParser.parse(text(content)));
    }

    /** Reads a stored document again. */
    static PerformanceBudget parse(byte[] content) {
        return BudgetParser.parse(text(content));
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
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            var error = new ProblemError("", 1, 1, "must be UTF-8", "other bytes");
            throw new InvalidInput("The document is not UTF-8. Nothing was stored.", List.of(error));
        }
    }
}
