package io.belastbar.load.http;

import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Driver.UserVariables;
import io.belastbar.load.scenario.RequestStep;
import io.belastbar.load.scenario.WithinTarget;

/** A request step of one lane. */
abstract class PreparedRequest implements PreparedStep {

    private final HttpDriver driver;
    private final RequestStep step;
    private final boolean keepsBody;
    private final boolean pathVaries;
    private final String refusal;

    PreparedRequest(HttpDriver driver, RequestStep step) {
        this.driver = driver;
        this.step = step;
        this.keepsBody = !step.extract().isEmpty();
        this.pathVaries = !step.path().constant();
        this.refusal = WithinTarget.broken(step).orElse(null);
    }

    final String method() {
        return step.method();
    }

    /** Whether answers come without a body, whatever their headers say. */
    final boolean head() {
        return method().equals("HEAD");
    }

    final boolean keepsBody() {
        return keepsBody;
    }

    /** Whether an answer with this status is a good one. */
    final boolean accepts(int status) {
        return step.accepts(status);
    }

    /** Whether the step names this status as one that it expects. */
    final boolean wants(int status) {
        return step.expectedStatus().contains(status);
    }

    /** Whether it may be sent twice to the same effect (RFC 9110, 9.2.2). */
    final boolean idempotent() {
        return switch (method()) {
            case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
            default -> false;
        };
    }

    @Override
    public final void send(UserVariables variables, Reply reply) {
        Call call = driver.begin(this, reply);
        String unsendable = unsendable(variables, call);
        if (unsendable == null) {
            driver.send(call);
        } else {
            driver.unsendable(call, unsendable);
        }
    }

    /** Why this request must not, or cannot, go onto the wire; null if it can, and is filled in. */
    private String unsendable(UserVariables variables, Call call) {
        if (refusal != null) {
            return refusal;
        }
        try {
            fill(variables, call);
            return pathVaries && climbs(call) ? "the path " + pathOf(call) + " " + WithinTarget.NO_CLIMBING : null;
        } catch (RuntimeException fault) {
            // By a value that nobody thought of: this request's matter, not the end of its user.
            return "the request could not be written: " + fault;
        }
    }

    /** Whether the path that the variables have made leads out of the target. */
    abstract boolean climbs(Call call);

    /** Puts the request, with these values, into the call. */
    abstract void fill(UserVariables variables, Call call);

    /** The path and query that the call asks for now. */
    abstract String pathOf(Call call);

    /** Makes it the request for another path; {@code get}: as a GET without content (RFC 9110, 15.4). */
    abstract void redirect(Call call, String path, boolean get);
}
