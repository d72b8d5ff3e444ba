package io.belastbar.local.status;

import io.belastbar.local.ExitCodes;
import io.belastbar.local.api.ApiClient;
import io.belastbar.local.home.BelastbarHome;
import io.belastbar.local.status.Answer.State;
import io.belastbar.local.status.Questions.Answered;
import io.belastbar.local.supervision.StateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what runs, where, whether it is ready, what is broken on purpose, and what is waiting for what. */
@Command(
        name = "status",
        description = "Say what runs, where, whether it is ready, what is broken on purpose, and what waits for what.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "  %-14s %-15s  %s%n";

    private final Duration limit;

    @Option(names = "--home", paramLabel = "DIR", description = "Default: BELASTBAR_HOME or ~/.belastbar.")
    private Path home;

    public StatusCommand() {
        this(Duration.ofSeconds(1));
    }

    /** @param limit after which a server does not answer */
    StatusCommand(Duration limit) {
        this.limit = limit;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var chosen = BelastbarHome.choose(home);
        var api = ApiClient.of(chosen);
        var said = StateFile.read(chosen.stateFile());
        var all = new ArrayList<Answered>();
        var door = new ArrayList<Answered>();
        DoorSaying saying;
        try (var questions = Questions.ask(api, chosen, limit)) {
            questions.answers(all::add);
            saying = questions.door(door::add);
        }
        Instant now = Instant.now();
        for (Answered child : all) {
            print(child, saying.of(child.name()), said.of(child.name(), now));
        }
        for (Answered itself : door) {
            print(itself, Optional.empty(), Optional.empty());
        }
        return summary(chosen, said, saying, all, door);
    }

    private static int summary(
            BelastbarHome chosen, StateFile.Saying said, DoorSaying saying, List<Answered> all, List<Answered> door) {
        if (said.launcherIsGone()) {
            System.out.println("The launcher has ended. Start it again with: belastbar up --home " + chosen.path());
        } else if (!isReady(door)) {
            System.out.println("Roles and faults are not known while the control door does not answer.");
        }
        if (saying.faults() > 0) {
            System.out.println("Faults in force: " + saying.faults() + ".");
        }
        boolean allReady = isReady(all) && isReady(door);
        System.out.println(allReady ? "Everything is ready." : "Not everything is ready.");
        return allReady ? ExitCodes.PASSED : ExitCodes.ABORTED;
    }

    private static boolean isReady(List<Answered> asked) {
        return asked.stream().allMatch(each -> each.answer().state() == State.READY);
    }

    /** @param said by the launcher's file, of one that does not run */
    private static void print(Answered child, Optional<DoorSaying.Child> broken, Optional<String> said) {
        Answer answer = child.answer();
        Optional<String> state = broken.flatMap(DoorSaying.Child::state);
        String remark = broken.map(DoorSaying.Child::remark).orElse("");
        if (state.isPresent()) {
            row(child, state.get(), remark);
        } else if (answer.state() == State.READY || said.isEmpty()) {
            String separator = remark.isEmpty() || answer.remark().isEmpty() ? "" : "; ";
            row(child, answer.state().text(), remark + separator + answer.remark());
        } else {
            String[] stateAndReason = said.get().split(" ", 2);
            System.out.printf(
                    ROW, child.name(), stateAndReason[0], stateAndReason.length > 1 ? stateAndReason[1] : child.url());
        }
    }

    private static void row(Answered child, String state, String remark) {
        System.out.printf(ROW, child.name(), state, child.url() + (remark.isEmpty() ? "" : "  (" + remark + ")"));
    }
}
