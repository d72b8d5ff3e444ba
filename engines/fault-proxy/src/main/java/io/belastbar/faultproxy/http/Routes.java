package io.belastbar.faultproxy.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.belastbar.faultproxy.proxies.Proxies;
import io.belastbar.faultproxy.spec.ProxyView;
import java.util.List;

/** Toxiproxy's HTTP API, version 2, by path and method. */
final class Routes {
    private final Proxies proxies;
    private final String version;

    Routes(Proxies proxies, String version) {
        this.proxies = proxies;
        this.version = version;
    }

    Answer answer(Request request) {
        List<String> path = request.path();
        String first = path.isEmpty() ? "" : path.getFirst();
        return switch (first) {
            case "version" -> path.size() == 1 ? version(request) : notFound();
            case "reset" -> path.size() == 1 ? reset(request) : notFound();
            case "populate" -> path.size() == 1 ? populate(request) : notFound();
            case "proxies" -> proxies(request, path);
            default -> notFound();
        };
    }

    private Answer proxies(Request request, List<String> path) {
        if (path.size() == 1) {
            return all(request);
        }
        if (path.size() == 2) {
            return one(request, path.get(1));
        }
        if (!path.get(2).equals("toxics") || path.size() > 4) {
            return notFound();
        }
        return path.size() == 3 ? toxics(request, path.get(1)) : toxic(request, path.get(1), path.get(3));
    }

    private Answer version(Request request) {
        return request.method().equals("GET")
                ? Answer.ok(Json.MAPPER.createObjectNode().put("version", version))
                : notAllowed(request);
    }

    private Answer reset(Request request) {
        if (!request.method().equals("POST")) {
            return notAllowed(request);
        }
        proxies.reset();
        return Answer.nothing();
    }

    private Answer populate(Request request) {
        if (!request.method().equals("POST")) {
            return notAllowed(request);
        }
        List<ProxyView> made = proxies.populate(ProxyJson.readAll(request.body()));
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.set("proxies", ProxyJson.list(made));
        return Answer.created(body);
    }

    private Answer all(Request request) {
        return switch (request.method()) {
            case "GET" -> Answer.ok(ProxyJson.byName(proxies.all()));
            case "POST" -> {
                ObjectNode body = Json.object(request.body());
                yield Answer.created(ProxyJson.write(proxies.create(ProxyJson.read(body, ""), ProxyJson.downMs(body))));
            }
            default -> notAllowed(request);
        };
    }

    private Answer one(Request request, String name) {
        return switch (request.method()) {
            case "GET" -> Answer.ok(ProxyJson.write(proxies.one(name)));
            case "POST", "PATCH", "PUT" -> {
                proxies.one(name);
                yield Answer.ok(ProxyJson.write(proxies.update(name, ProxyJson.change(Json.object(request.body())))));
            }
            case "DELETE" -> {
                proxies.delete(name);
                yield Answer.nothing();
            }
            default -> notAllowed(request);
        };
    }

    private Answer toxics(Request request, String proxy) {
        return switch (request.method()) {
            case "GET" -> Answer.ok(ToxicJson.write(proxies.toxics(proxy)));
            case "POST" -> {
                proxies.one(proxy);
                yield Answer.ok(ToxicJson.write(proxies.addToxic(proxy, ToxicJson.read(Json.object(request.body())))));
            }
            default -> notAllowed(request);
        };
    }

    private Answer toxic(Request request, String proxy, String name) {
        return switch (request.method()) {
            case "GET" -> Answer.ok(ToxicJson.write(proxies.toxic(proxy, name)));
            case "POST", "PATCH", "PUT" -> {
                proxies.toxic(proxy, name);
                yield Answer.ok(ToxicJson.write(
                        proxies.updateToxic(proxy, name, ToxicJson.change(Json.object(request.body())))));
            }
            case "DELETE" -> {
                proxies.removeToxic(proxy, name);
                yield Answer.nothing();
            }
            default -> notAllowed(request);
        };
    }

    private static Answer notFound() {
        return Answer.error(404, "there is no such path");
    }

    private static Answer notAllowed(Request request) {
        return Answer.error(405, request.method() + " is not allowed here");
    }
}
