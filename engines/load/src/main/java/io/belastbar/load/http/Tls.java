package io.belastbar.load.http;

import io.belastbar.load.scenario.HttpOptions.HttpVersion;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** TLS by the JDK: SNI, ALPN, and the certificate's chain and name unless scenario or target say not to look. */
final class Tls {

    private final HttpTarget target;
    private final HttpSettings settings;
    private final SslContext context;

    Tls(HttpTarget target, HttpSettings settings) {
        this.target = target;
        this.settings = settings;
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forClient().sslProvider(SslProvider.JDK).applicationProtocolConfig(protocols());
            if (verifies()) {
                builder.trustManager(target.trust().manager(target.host(), target.port()));
            } else {
                builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
            }
            this.context = builder.build();
        } catch (SSLException unsupported) {
            throw new IllegalStateException("this JVM cannot speak TLS", unsupported);
        }
    }

    private boolean verifies() {
        return settings.options().verifyTls() && !target.trust().anyCertificate();
    }

    private ApplicationProtocolConfig protocols() {
        String wanted = settings.options().version() == HttpVersion.HTTP_2
                ? ApplicationProtocolNames.HTTP_2
                : ApplicationProtocolNames.HTTP_1_1;
        return new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                wanted);
    }

    SslHandler handler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator, target.host(), target.port());
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(verifies() ? "HTTPS" : "");
        engine.setSSLParameters(parameters);
        handler.setHandshakeTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        return handler;
    }
}
