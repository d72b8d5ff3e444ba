package io.belastbar.load.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;

/**
 * Which certificates a target may show.
 *
 * @param authorities who may vouch for it; empty: whom the JVM trusts
 * @param anyCertificate it is not looked at
 */
public record Trust(List<X509Certificate> authorities, boolean anyCertificate) {

    public static final Trust DEFAULT = new Trust(List.of(), false);

    public Trust {
        authorities = List.copyOf(authorities);
    }

    /**
     * What looks at the target's certificate, and says in words what is wrong with it.
     *
     * @param host as the certificate should name it
     * @throws IllegalStateException if this JVM has no trusted certificates
     */
    public TrustManager manager(String host, int port) {
        try {
            return ExplainingTrust.by(authorities.isEmpty() ? null : store(), host, port);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM cannot check certificates", missing);
        }
    }

    /** Why a handshake failed: what is wrong with the certificate, without the alert before it; else its own words. */
    public static String explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException wrong && wrong.getMessage() != null) {
                return wrong.getMessage();
            }
        }
        return String.valueOf(failure.getMessage());
    }

    private KeyStore store() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int index = 0; index < authorities.size(); index++) {
                store.setCertificateEntry("authority-" + index, authorities.get(index));
            }
            return store;
        } catch (IOException impossible) {
            throw new UncheckedIOException("an empty store reads nothing", impossible);
        }
    }
}
