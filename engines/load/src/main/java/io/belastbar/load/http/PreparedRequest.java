package io.belastbar.load.http;

import io.belastbar.load.engine.Driver.PreparedStep;
import io.belastbar.load.engine.Driver.Reply;
import io.belastbar.load.engine.Driver.UserVariables;
import io.belastbar.load.scenario.RequestStep;

/** A request step of one lane. */
abstract class PreparedRequest implements PreparedStep {

    private final HttpDriver driver;
    private final String method;
    private final boolean keepsBody;

    PreparedRequest(HttpDriver driver, RequestStep step) {
        this.driver = driver;
        this.method = step.method();
        this.keepsBody = !step.extract().isEmpty();
    }

    final String method() {
        return method;
    }

    /** Whether answers come without a body, whatever their headers say. */
    final boolean head() {
        return method.equals("HEAD");
    }

    final boolean keepsBody() {
        return keepsBody;
    }

    @Override
    public final void send(UserVariables variables, Reply reply) {
        Call call = driver.begin(this, reply);
        fill(variables, call);
        driver.send(call);
    }

    /** Puts the request, with these values, into the call. */
    abstract void fill(UserVariables variables, Call call);

    /** The path and query that the call asks for now. */
    abstract String pathOf(Call call);

    /** Makes it the request for another path; {@code get}: as a GET without content (RFC 9110, 15.4). */
    abstract void redirect(Call call, String path, boolean get);
}
