package io.belastbar.examples.smartbav.login;

import io.belastbar.examples.smartbav.SmartbavConfig;
import io.belastbar.examples.smartbav.tenant.CallerMapper;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import java.security.KeyPair;
import java.time.Clock;
import java.util.Set;

/** Signs access tokens (JWT, ES256) and checks them; both with the key of the database, none from a file. */
@Alternative
@Priority(1)
@ApplicationScoped
public class AccessTokenHandler extends JWTCallerPrincipalFactory {
    private static final String ISSUER = "smartbav";

    private final JWTCallerPrincipalFactory parser = new DefaultJWTCallerPrincipalFactory();
    private final SigningKeyRepository keys;
    private final SmartbavConfig config;
    private final Clock clock;
    private volatile KeyPair key;

    AccessTokenHandler(SigningKeyRepository keys, SmartbavConfig config, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    void load(@Observes StartupEvent start) {
        key = keys.loadOrCreate();
    }

    String issue(User user) {
        var now = clock.instant();
        return Jwt.claims()
                .issuer(ISSUER)
                .subject(user.id())
                .upn(user.email())
                .groups(CallerMapper.BROKER)
                .claim(CallerMapper.ORGANIZATION, user.organizationId())
                .issuedAt(now)
                .expiresAt(now.plus(config.tokenLifetime()))
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.getPrivate());
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo defaults) throws ParseException {
        var context = new JWTAuthContextInfo(defaults);
        context.setPublicVerificationKey(key.getPublic());
        context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
        context.setIssuedBy(ISSUER);
        return parser.parse(token, context);
    }
}
