package io.belastbar.local.evidence;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What belongs to evidence. */
@Command(
        name = "evidence",
        description = "Evidence: is it what was written?",
        mixinStandardHelpOptions = true,
        subcommands = {VerifyCommand.class})
public final class EvidenceCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
