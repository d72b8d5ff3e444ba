package io.belastbar.load.postgresql;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.UncheckedIOException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** TLS to one target. Made once: reading the trusted certificates takes longer than a script. */
final class Encryption {

    private final PostgresTarget target;
    private final SslContext context;

    Encryption(PostgresTarget target) {
        this.target = target;
        try {
            SslContextBuilder builder = SslContextBuilder.forClient();
            if (verifies()) {
                builder.trustManager(target.trust().manager(target.host(), target.port()));
            } else {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            }
            this.context = builder.build();
        } catch (SSLException missing) {
            throw new UncheckedIOException("this JVM cannot speak TLS", missing);
        }
    }

    /** As libpq: with an authority of its own, {@code require} looks at the certificate too. */
    private boolean verifies() {
        boolean named = target.ssl() == PostgresTarget.SslMode.REQUIRE
                && !target.trust().authorities().isEmpty();
        return !target.trust().anyCertificate() && (verifiesName() || named);
    }

    private boolean verifiesName() {
        return target.ssl() == PostgresTarget.SslMode.VERIFY_FULL
                && !target.trust().anyCertificate();
    }

    SslHandler handler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator, target.host(), target.port());
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(verifiesName() ? "HTTPS" : "");
        handler.engine().setSSLParameters(parameters);
        return handler;
    }
}
