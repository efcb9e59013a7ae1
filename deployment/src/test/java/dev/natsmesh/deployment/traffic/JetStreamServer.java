package dev.natsmesh.deployment.traffic;

import dev.natsmesh.testkit.NatsServer;

/** A server with JetStream that test classes here share. It belongs to the class loader of the test, as that of other tests does. */
public final class JetStreamServer {

    private static final String URL = "natsmesh.test.jetstream.url";

    private JetStreamServer() {
    }

    /** The URL of the server, which runs until the process ends. */
    public static synchronized String url() {
        String url = System.getProperty(URL);
        if (url == null) {
            url = NatsServer.builder().jetStream(true).start().url();
            System.setProperty(URL, url);
        }
        return url;
    }
}
