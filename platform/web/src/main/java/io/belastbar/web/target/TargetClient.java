package io.belastbar.web.target;

import io.belastbar.web.outbound.HttpAnswer;
import io.belastbar.web.outbound.HttpCall;
import io.belastbar.web.outbound.OutboundClient;
import io.belastbar.web.problem.TargetNotAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Calls registered targets, and nothing else. Blocks: for virtual threads. */
@ApplicationScoped
public class TargetClient {

    private final OutboundClient http;
    private final TargetRegistry targets;
    private final CredentialStore credentials;

    public TargetClient(OutboundClient http, TargetRegistry targets, CredentialStore credentials) {
        this.http = http;
        this.targets = targets;
        this.credentials = credentials;
    }

    /**
     * The answer, of whatever status; a redirect is not followed.
     *
     * @param credentialsName what the target asks for; null: nothing
     * @throws TargetNotAllowed if nobody registered the target or the credentials, or the target is no web address
     * @throws IOException with a sentence part for a person, if there is no whole answer in time or it is too large
     */
    public HttpAnswer send(String target, String credentialsName, HttpCall call)
            throws IOException, InterruptedException {
        return http.send(
                targets.requireWebAddress(target).url(),
                credentialsName == null
                        ? call
                        : call.header(
                                "Authorization",
                                credentials.require(credentialsName).authorization()));
    }
}
