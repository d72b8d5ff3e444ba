package io.belastbar.compose.rule;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.EnvironmentExample;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.file.Rule;
import io.belastbar.compose.file.Variable;
import java.util.stream.Stream;

/** Each variable that is used is made, and each that is made is used, or is what a hash is of. */
final class Variables implements Rule {
    @Override
    public Stream<Fault> faults(ComposeFile file) {
        var example = EnvironmentExample.read();
        var used = file.services().stream()
                .flatMap(service -> Variable.in(service.json().toString()))
                .map(Variable::name)
                .distinct()
                .toList();
        var unknown = file.services().stream().flatMap(service -> Variable.in(
                        service.json().toString())
                .filter(variable -> !example.names().contains(variable.name()))
                .map(variable -> service.fault("", "should use a variable of .env.example: was " + variable.name())));
        var needless = example.names().stream()
                .filter(name -> !used.contains(name) && !used.contains(name + "_SHA256"))
                .map(name -> new Fault(
                        EnvironmentExample.NAME, example.line(name), name, "should be used by compose.yaml: was not"));
        return Stream.concat(unknown, needless);
    }
}
