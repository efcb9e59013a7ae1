package dev.natsmesh.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.smallrye.certs.CertificateGenerator;
import io.smallrye.certs.CertificateRequest;
import io.smallrye.certs.Format;

/**
 * A server's certificate and a client's, made for one test run. Each is signed by itself, so each is its own authority.
 *
 * @param directory where the files are; deleted when the JVM ends
 * @param name how the files begin
 */
public record TestCertificates(Path directory, String name) {

    /** Made for the loopback address. */
    public static TestCertificates generate() {
        return generate("IP:127.0.0.1");
    }

    /** @param serverName the server certificate's alternative name, e.g. {@code DNS:elsewhere.example} */
    public static TestCertificates generate(String serverName) {
        try {
            Path directory = Files.createTempDirectory("natsmesh-certificates-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Directories.delete(directory)));
            TestCertificates certificates = new TestCertificates(directory, "nats");
            certificates.renew(serverName);
            return certificates;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a directory for certificates", e);
        }
    }

    /** Writes new certificates into the same files. */
    public void renew(String serverName) {
        try {
            new CertificateGenerator(directory, true).generate(new CertificateRequest().withName(name).withFormat(Format.PEM)
                    .withCN("localhost").withSubjectAlternativeName(serverName).withClientCertificate());
        } catch (Exception e) {
            throw new IllegalStateException("Cannot generate certificates in " + directory, e);
        }
    }

    public Path serverCertificate() {
        return directory.resolve(name + ".crt");
    }

    public Path serverKey() {
        return directory.resolve(name + ".key");
    }

    /** What a client trusts. */
    public Path serverAuthority() {
        return directory.resolve(name + "-client-ca.crt");
    }

    public Path clientCertificate() {
        return directory.resolve(name + "-client.crt");
    }

    public Path clientKey() {
        return directory.resolve(name + "-client.key");
    }

    /** What a server trusts. */
    public Path clientAuthority() {
        return directory.resolve(name + "-server-ca.crt");
    }

    /** The {@code tls} block of nats.conf. @param more what to add, e.g. {@code verify: true} */
    public String serverConfig(String more) {
        return "tls { cert_file: \"%s\", key_file: \"%s\", ca_file: \"%s\", timeout: 10, %s }".formatted(serverCertificate(),
                serverKey(), clientAuthority(), more);
    }
}
