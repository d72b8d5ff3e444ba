package io.belastbar.load.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Looks at certificates as another one does, and says what is wrong in the words of those who must put it right. The JDK's
 * own "unable to find valid certification path to requested target" names neither the certificate nor the fault.
 */
final class ExplainingTrustManager extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager checks;
    private final String address;

    ExplainingTrustManager(X509ExtendedTrustManager checks, String address) {
        this.checks = checks;
        this.address = address;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        try {
            checks.checkServerTrusted(chain, type, engine);
        } catch (CertificateException wrong) {
            throw new CertificateException(explanation(chain[0], wrong), wrong);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checks.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        checks.checkServerTrusted(chain, type);
    }

    private String explanation(X509Certificate certificate, CertificateException wrong) {
        String subject = "the certificate of " + address;
        String said = String.valueOf(wrong.getMessage());
        try {
            certificate.checkValidity();
        } catch (CertificateExpiredException expired) {
            return subject + " expired on " + day(certificate.getNotAfter());
        } catch (CertificateNotYetValidException early) {
            return subject + " is not valid before " + day(certificate.getNotBefore()) + ": its validity check failed";
        }
        if (said.contains("subject alternative") || said.contains("No name matching")) {
            return subject + " is for another name: " + said;
        }
        if (certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return subject + " is self-signed (" + certificate.getSubjectX500Principal() + ")";
        }
        return said.contains("certification path")
                ? subject + " is issued by an unknown authority (" + certificate.getIssuerX500Principal() + ")"
                : subject + " is refused: " + said;
    }

    private static String day(Date date) {
        return date.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checks.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checks.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        checks.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return checks.getAcceptedIssuers();
    }
}
