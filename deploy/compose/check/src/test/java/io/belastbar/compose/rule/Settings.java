package io.belastbar.compose.rule;

import io.belastbar.compose.file.ComposeFile;
import io.belastbar.compose.file.ComposeService;
import io.belastbar.compose.file.Fault;
import io.belastbar.compose.file.Rule;
import io.belastbar.service.ListedService;
import io.belastbar.service.Services;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each service is told what its configuration has no default for, and each address is of somebody it can reach. */
final class Settings implements Rule {
    private static final String URL = "BELASTBAR_URL_";
    private static final Map<String, Integer> SERVERS = Map.of("postgresql", 5432, "kafka", 9092, "redis", 6379);

    @Override
    public Stream<Fault> faults(ComposeFile file) {
        var services = file.services().stream().collect(Collectors.toMap(ComposeService::name, Function.identity()));
        return file.services().stream()
                .filter(ComposeService::isOurs)
                .flatMap(service -> Stream.concat(missing(service), unreachable(service, services)));
    }

    private static Stream<Fault> missing(ComposeService service) {
        return Services.all().stream()
                .filter(listed ->
                        service.name().equals(listed.module()) || service.name().equals(listed.name() + "-migrations"))
                .flatMap(listed -> (service.isOneShot()
                                ? NeededSettings.toMigrate(listed)
                                : NeededSettings.toRun(listed))
                        .stream())
                .filter(variable -> !service.environment().containsKey(variable))
                .map(variable -> service.fault("environment", "should have " + variable));
    }

    private static Stream<Fault> unreachable(ComposeService service, Map<String, ComposeService> services) {
        return service.environment().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(URL)
                        || variable.getKey().matches("BELASTBAR_(POSTGRESQL|REDIS)_URL|KAFKA_BOOTSTRAP_SERVERS"))
                .flatMap(variable -> {
                    URI address = address(variable.getValue());
                    ComposeService other = services.get(address.getHost());
                    boolean isNear = other != null
                            && service.texts("networks").stream().anyMatch(other.texts("networks")::contains);
                    boolean isRight = isNear && address.getPort() == port(address.getHost());
                    return isRight
                            ? Stream.empty()
                            : Stream.of(service.fault(
                                    "environment/" + variable.getKey(),
                                    "should be a service of a common network at its port: was " + address.getHost()
                                            + ":" + address.getPort()));
                });
    }

    /** A password in it would be a variable, which no URL may have. */
    private static URI address(String text) {
        String plain = text.replaceAll("\\$\\{[^}]*}", "password");
        return URI.create(plain.contains("://") ? plain : "kafka://" + plain);
    }

    private static int port(String name) {
        return Services.all().stream()
                .filter(service -> service.module().equals(name))
                .map(ListedService::port)
                .findFirst()
                .orElseGet(() -> SERVERS.getOrDefault(name, 0));
    }
}
