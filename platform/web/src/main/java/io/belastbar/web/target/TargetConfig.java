package io.belastbar.web.target;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registered targets, by name. */
@ConfigMapping(prefix = "belastbar.targets")
public interface TargetConfig {

    @WithParentName
    Map<String, Entry> targets();

    /** One target. */
    interface Entry {
        /** Where it is: http://…, postgresql://… */
        URI url();

        /** Which environment it belongs to; absent: it counts as production. */
        Optional<Environment> environment();

        /** Of a database: the roles whose statements are analysed, separated by commas. */
        Optional<List<String>> statementsOf();

        /** Of a database: the role as which their plans are made. */
        Optional<String> planAs();

        /** Of a database: the memory of its server, for example {@code 128GB}; none can be asked by SQL. */
        Optional<String> memory();

        /** Of a database: what its server stores on, {@code ssd} or {@code hdd}. */
        Optional<String> disk();

        /** Of a database: how many connections the applications open at most, all instances together. */
        Optional<String> connections();

        /** Under load: a file in PEM form with the certificates that vouch for the target's; absent: the machine's own. */
        Optional<String> ca();

        /** Under load: whether the target's certificate is {@code checked}, or {@code any} is taken. */
        Optional<TargetTrust.Certificates> certificates();
    }
}
