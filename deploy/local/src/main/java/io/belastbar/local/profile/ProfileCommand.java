package io.belastbar.local.profile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Why it is slow: what belongs to profiling. */
@Command(
        name = "profile",
        description = "Why is it slow? Plans, databases, and the files that say so.",
        mixinStandardHelpOptions = true,
        subcommands = {PlanCommand.class, CheckCommand.class, ProveCommand.class, ProfileReportCommand.class})
public final class ProfileCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }
}
