package io.belastbar.faultproxy.proxies;

import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.spec.Address;
import io.belastbar.faultproxy.wire.Listener;
import io.belastbar.faultproxy.wire.Loop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where proxies may listen. */
final class Listening {
    private final Loop loop;
    private final boolean allowRemote;

    Listening(Loop loop, boolean allowRemote) {
        this.loop = loop;
        this.allowRemote = allowRemote;
    }

    /** Looks a name up, so it may wait: not to be called in the loop. */
    InetSocketAddress at(Address address) {
        InetAddress inet;
        try {
            inet = address.inet();
        } catch (UnknownHostException e) {
            throw new Refusal.Invalid(
                    "listen must be an address of this machine, no host is known as \"%s\"".formatted(address.host()));
        }
        if (!allowRemote && !inet.isLoopbackAddress()) {
            throw new Refusal.Invalid(
                    "listen must be a loopback address (127.0.0.1, ::1) unless the proxy was started with --allow-remote, was \"%s\""
                            .formatted(address));
        }
        return new InetSocketAddress(inet, address.port());
    }

    /** Opens the port, in the loop. */
    Listener open(InetSocketAddress address) {
        try {
            return Listener.open(loop, address);
        } catch (IOException e) {
            throw new Refusal.Conflict("cannot listen at " + Address.of(address) + ": " + e.getMessage());
        }
    }
}
