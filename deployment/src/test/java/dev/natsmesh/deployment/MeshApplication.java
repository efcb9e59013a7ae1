package dev.natsmesh.deployment;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

import dev.natsmesh.testkit.NatsServer;
import io.quarkus.test.QuarkusUnitTest;

/**
 * Applications under test, connected to one real nats-server that all test classes of the process share. Quarkus loads a test class
 * a second time, in the application's class loader, so what is shared is kept in a system property.
 */
public final class MeshApplication {

    private static final String URL = "natsmesh.test.url";

    private MeshApplication() {
    }

    /** An application of these classes. */
    public static QuarkusUnitTest of(Class<?>... classes) {
        return withoutServer(classes).overrideConfigKey("quarkus.nats.servers", serverUrl());
    }

    /** An application of these classes that has no server configured. */
    public static QuarkusUnitTest withoutServer(Class<?>... classes) {
        return new QuarkusUnitTest().setArchiveProducer(
                () -> ShrinkWrap.create(JavaArchive.class).addClasses(classes).addClass(MeshApplication.class))
                .overrideConfigKey("quarkus.http.test-port", "0");
    }

    /** The URL of the shared server, which runs until the process ends. */
    public static synchronized String serverUrl() {
        String url = System.getProperty(URL);
        if (url == null) {
            url = NatsServer.start().url();
            System.setProperty(URL, url);
        }
        return url;
    }
}
