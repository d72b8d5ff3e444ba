package io.belastbar.web.target;

import io.belastbar.web.problem.TargetNotAllowed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Which certificates a target may show.
 *
 * @param ca a file with the certificates, in PEM form, of those who may vouch for it, or its own; empty: whom this machine
 *     trusts anyway
 * @param certificates whether its certificate is looked at at all
 */
public record TargetTrust(Optional<Path> ca, Certificates certificates) {

    /** What is asked of a certificate. */
    public enum Certificates {
        /** Its issuer is trusted, it is in date, and it names the target. */
        CHECKED,
        /** Nothing: for tests only, since anybody may pretend to be the target. */
        ANY
    }

    /** Of a target that says nothing. */
    public static final TargetTrust DEFAULT = new TargetTrust(Optional.empty(), Certificates.CHECKED);

    /** A list of all authorities of the web is not a quarter of this. */
    private static final long BYTES_MAX = 1 << 20;

    /**
     * The certificates of {@link #ca()}; empty without one. Reads the file.
     *
     * @param target whose setting it is, for the message
     * @throws TargetNotAllowed if there is no such file, or no certificate in it
     */
    public List<X509Certificate> authorities(String target) {
        return ca.isEmpty() ? List.of() : read(target, ca.get());
    }

    private static List<X509Certificate> read(String target, Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw TargetNotAllowed.unreadableAuthority(target, file.toString(), "larger than 1 MB");
            }
            try (InputStream pem = Files.newInputStream(file)) {
                List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                        .map(X509Certificate.class::cast)
                        .toList();
                if (found.isEmpty()) {
                    throw TargetNotAllowed.unreadableAuthority(target, file.toString(), "no certificate in it");
                }
                return found;
            }
        } catch (IOException missing) {
            String why = Files.exists(file) ? "it cannot be read" : "no such file";
            throw TargetNotAllowed.unreadableAuthority(target, file.toString(), why);
        } catch (CertificateException strange) {
            throw TargetNotAllowed.unreadableAuthority(target, file.toString(), "no certificate in PEM form");
        }
    }
}
