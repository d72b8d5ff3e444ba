package io.belastbar.local.image;

import io.belastbar.local.CommandFailure;
import io.belastbar.local.ExitCodes;
import java.util.List;
import java.util.Set;

/** What of a command line is handed to Maven: options, and what belongs to one. Anything else is a slip of the hand. */
final class ForMaven {
    private static final List<String> OURS = List.of("--tar", "--only", "--out", "--base", "--help", "--version");
    /** So few letters away from one of ours is no option of Maven's: none of Maven's own is as near. */
    private static final int SLIP_MAX = 2;

    private static final Set<String> WITH_VALUE = Set.of(
            "-b",
            "--builder",
            "-D",
            "--define",
            "-P",
            "--activate-profiles",
            "-T",
            "--threads",
            "-s",
            "--settings",
            "-gs",
            "--global-settings",
            "-t",
            "--toolchains",
            "-gt",
            "--global-toolchains",
            "-l",
            "--log-file");

    private ForMaven() {}

    /** @throws CommandFailure that names the first that is none */
    static void require(List<String> arguments) {
        String before = "";
        for (String argument : arguments) {
            if (!argument.startsWith("-") && !WITH_VALUE.contains(before)) {
                throw new CommandFailure(
                        ExitCodes.INVALID_INPUT,
                        "image takes no argument of its own: was \"%s\"; an image is named by --only"
                                .formatted(argument));
            }
            for (String ours : OURS) {
                if (argument.startsWith("-") && distance(argument.replaceFirst("=.*", ""), ours) <= SLIP_MAX) {
                    throw new CommandFailure(
                            ExitCodes.INVALID_INPUT, "unknown option %s: %s?".formatted(argument, ours));
                }
            }
            before = argument;
        }
    }

    /** How many letters are put in, left out or others (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int same = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(same, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
