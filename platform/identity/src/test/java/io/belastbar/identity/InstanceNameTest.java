package io.belastbar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class InstanceNameTest {
    @Property
    void itCanStandInAKeyAndInALogLine(@ForAll String host, @ForAll Random random) {
        assertThat(InstanceName.of(host, random).value()).matches("[A-Za-z0-9._:-]{1,63}-[0-9a-f]{8}");
    }

    @Property
    void twoStartsOnHostsOfOneNameAreToldApart(@ForAll String host, @ForAll Random random) {
        assertThat(InstanceName.of(host, random)).isNotEqualTo(InstanceName.of(host, random));
    }

    @Example
    void aHundredContainersOfOneNameAreAHundred() {
        var names = Stream.generate(() -> InstanceName.of("0.0.0.0:8080", new SecureRandom()))
                .limit(100)
                .collect(Collectors.toSet());

        assertThat(names).hasSize(100);
    }

    @Example
    void aPersonFindsTheHostInIt() {
        RandomGenerator coffee = () -> 0x1c0ffee5_00000000L;

        assertThat(InstanceName.of("pod-7\n", coffee)).hasToString("pod-7-1c0ffee5");
        assertThat(InstanceName.of(" ", coffee)).hasToString("unnamed-1c0ffee5");
    }

    @Example
    void aConfiguredNameIsOnlyItsFirstPart() {
        var config = new InstanceNameConfig();

        InstanceName first = config.instanceName(Optional.of("pod-7"));
        InstanceName second = config.instanceName(Optional.of("pod-7"));

        assertThat(first.value()).startsWith("pod-7-");
        assertThat(first).isNotEqualTo(second);
    }

    @Example
    void withoutConfigurationItHasAHostToo() {
        assertThat(new InstanceNameConfig().instanceName(Optional.empty()).value())
                .matches("[A-Za-z0-9._:-]+-[0-9a-f]{8}");
    }
}
