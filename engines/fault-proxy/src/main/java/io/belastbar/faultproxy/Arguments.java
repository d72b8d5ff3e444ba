package io.belastbar.faultproxy;

import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.spec.Address;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * How the process is started.
 *
 * @param listen of the API
 * @param state where proxies are kept; {@code null} to keep nothing
 * @param config proxies that shall be there; {@code null} for none
 * @param tokenFile what callers must know; {@code null} when everybody on this machine may call
 */
record Arguments(Address listen, Path state, Path config, Path tokenFile, boolean allowRemote) {
    static final String USAGE = """
            fault-proxy: TCP connections that become slow, break or hang, by Toxiproxy's HTTP API
              --listen HOST:PORT    the API (127.0.0.1:8474)
              --state FILE          keep the proxies here over a restart; toxics are never kept
              --config FILE         proxies to start with, as /populate takes them; those in the state stay as they are
              --token-file FILE     callers must send this token (Authorization: Bearer …)
              --allow-remote        the API and proxies may listen at addresses that other machines reach
              --help                this text""";

    /** @throws Refusal.Invalid when something is wrong with them */
    static Arguments parse(List<String> given) {
        Address listen = new Address("127.0.0.1", 8474);
        Path state = null;
        Path config = null;
        Path tokenFile = null;
        boolean allowRemote = false;
        for (Iterator<String> rest = given.iterator(); rest.hasNext(); ) {
            String name = rest.next();
            switch (name) {
                case "--listen" -> listen = Address.parse(name, value(name, rest));
                case "--state" -> state = Path.of(value(name, rest));
                case "--config" -> config = Path.of(value(name, rest));
                case "--token-file" -> tokenFile = Path.of(value(name, rest));
                case "--allow-remote" -> allowRemote = true;
                default -> throw new Refusal.Invalid("unknown argument " + name);
            }
        }
        return new Arguments(listen, state, config, tokenFile, allowRemote);
    }

    private static String value(String name, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new Refusal.Invalid(name + " needs a value");
        }
        return rest.next();
    }
}
