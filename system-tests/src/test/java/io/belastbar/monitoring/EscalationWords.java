package io.belastbar.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which severities and roles escalations have, read where budget-service takes them from. */
final class EscalationWords {

    private EscalationWords() {}

    /** As the labels of an escalation write them: small. */
    static Set<String> severities() throws IOException {
        return found("platform/contracts/src/main/java/io/belastbar/contracts/Severity.java", "(?m)^    ([A-Z]+),?$")
                .stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Those that the built-in rules tell. */
    static Set<String> roles() throws IOException {
        return found("budget-service/src/main/resources/escalation/default-rules.yml", "(?m)^\\s+to: (.+)$");
    }

    private static Set<String> found(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(MonitoringFiles.ROOT.resolve(file)))
                .results()
                .map(found -> found.group(1).strip())
                .collect(Collectors.toSet());
    }
}
