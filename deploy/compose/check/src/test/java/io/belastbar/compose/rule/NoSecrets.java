package io.belastbar.compose.rule;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.ComposeService;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.file.Rule;
import io.belastbar.compose.file.Variable;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What nobody may know comes from a variable, and is missed aloud: an empty password would let in anybody. */
final class NoSecrets implements Rule {
    private static final Pattern SECRET = Pattern.compile(
            ".*(PASSWORD|TOKEN|SECRET|SHA256|AUTH|JAAS_CONFIG|CREDENTIALS).*|BELASTBAR_REDIS_URL|.*_KEY");
    private static final Pattern PUBLIC = Pattern.compile(".*_(ROLES|USERNAME|AUTH_SERVER_URL)");

    @Override
    public Stream<Fault> faults(ComposeFile file) {
        return file.services().stream().flatMap(NoSecrets::faults);
    }

    private static Stream<Fault> faults(ComposeService service) {
        return service.environment().entrySet().stream()
                .filter(variable -> isSecret(variable.getKey()))
                .filter(variable -> !isAsked(variable))
                .map(variable -> service.fault(
                        "environment/" + variable.getKey(),
                        "should come from a variable that is required, ${NAME:?…}: was "
                                + (Variable.in(variable.getValue()).findAny().isPresent()
                                        ? variable.getValue()
                                        : "a text of its own")));
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).matches() && !PUBLIC.matcher(name).matches();
    }

    /** Of a login or a URL, a part; of all others, the whole. */
    private static boolean isAsked(Map.Entry<String, String> variable) {
        var asked = Variable.in(variable.getValue()).toList();
        boolean isPart =
                variable.getKey().endsWith("_JAAS_CONFIG") || variable.getKey().endsWith("_URL");
        boolean isWhole = variable.getValue().matches("\\$\\{[^}]*}");
        return asked.size() == 1 && asked.getFirst().isRequired() && (isPart || isWhole);
    }
}
