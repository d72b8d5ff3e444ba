package io.belastbar.compose.rule;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.ComposeService;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.file.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** No container may do more than its work needs, nor take more than its part of the machine. */
final class Contained implements Rule {
    /** Gives a new volume to whom it is for, and has no network. */
    private static final Set<String> ROOT = Set.of("chaos-folder");

    private static final String OURS = "185:185";

    @Override
    public Stream<Fault> faults(ComposeFile file) {
        return file.services().stream().flatMap(Contained::faults);
    }

    private static Stream<Fault> faults(ComposeService service) {
        return Stream.of(
                        should(service, "read_only", "true", service.text("read_only")),
                        should(
                                service,
                                "cap_drop",
                                "[ALL]",
                                service.texts("cap_drop").toString()),
                        should(
                                service,
                                "security_opt",
                                "[no-new-privileges:true]",
                                service.texts("security_opt").toString()),
                        should(service, "privileged", "", service.text("privileged")),
                        should(
                                service,
                                "cap_add",
                                ROOT.contains(service.name()) ? "[CHOWN]" : "[]",
                                service.texts("cap_add").toString()),
                        there(service, "mem_limit"),
                        there(service, "pids_limit"),
                        there(service, "logging"),
                        user(service),
                        temporary(service),
                        returning(service))
                .flatMap(faults -> faults);
    }

    private static Stream<Fault> user(ComposeService service) {
        String user = service.text("user");
        if (ROOT.contains(service.name())) {
            return should(service, "network_mode", "none", service.text("network_mode"));
        }
        if (service.isOurs() && !service.name().equals("cli")) {
            return should(service, "user", OURS, user);
        }
        return user.isEmpty() || user.startsWith("0") || user.startsWith("root")
                ? Stream.of(service.fault("user", "should be a number other than 0: was " + said(user)))
                : Stream.empty();
    }

    /** What is written but in a volume; a JVM loads native libraries from it. */
    private static Stream<Fault> temporary(ComposeService service) {
        List<String> temporary = service.texts("tmpfs");
        boolean wanted = !ROOT.contains(service.name());
        if (wanted && temporary.stream().noneMatch(place -> place.equals("/tmp") || place.startsWith("/tmp:"))) {
            return Stream.of(service.fault("tmpfs", "should have /tmp: was " + temporary));
        }
        boolean loads = service.isOurs() || service.name().startsWith("kafka");
        return loads && temporary.stream().noneMatch(place -> place.startsWith("/tmp:exec,"))
                ? Stream.of(service.fault("tmpfs", "should let libraries be loaded from /tmp (exec): was " + temporary))
                : Stream.empty();
    }

    private static Stream<Fault> returning(ComposeService service) {
        String restart = service.text("restart");
        return restart.equals("unless-stopped") || restart.equals("no")
                ? Stream.empty()
                : Stream.of(service.fault(
                        "restart",
                        "should be unless-stopped, or no of what does its work and ends: was " + said(restart)));
    }

    private static Stream<Fault> there(ComposeService service, String key) {
        return service.json().has(key) ? Stream.empty() : Stream.of(service.fault(key, "should be there"));
    }

    private static Stream<Fault> should(ComposeService service, String key, String rule, String was) {
        return was.equals(rule)
                ? Stream.empty()
                : Stream.of(service.fault(key, "should be %s: was %s".formatted(said(rule), said(was))));
    }

    private static String said(String text) {
        return text.isEmpty() ? "absent" : text;
    }
}
