package io.belastbar.faultproxy.http;

import io.belastbar.faultproxy.refusal.Refusal;
import io.belastbar.faultproxy.spec.ProxySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of proxies, in the form of {@code /populate}. */
public final class Configured {
    private Configured() {}

    /** @throws Refusal.Invalid naming the file, when it is not of that form */
    public static List<ProxySpec> read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return ProxyJson.readAll(bytes);
        } catch (Refusal.Invalid e) {
            throw new Refusal.Invalid(file + ": " + e.getMessage());
        }
    }
}
