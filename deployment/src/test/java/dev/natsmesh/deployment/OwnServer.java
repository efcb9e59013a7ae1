package dev.natsmesh.deployment;

import dev.natsmesh.testkit.NatsServer;

/**
 * A server that one application has for itself. It belongs to the class loader of the test; the application's class loader, where
 * test methods run, reaches it by what both know.
 */
public final class OwnServer {

    private static final String KEY = "natsmesh.test.own-server.";
    private static final String USER = "user:secret@";

    private OwnServer() {
    }

    /** Starts the server, unless it runs. */
    public static synchronized String url() {
        String url = System.getProperty(KEY + "url");
        if (url == null) {
            NatsServer server = NatsServer.builder().config("authorization { user: user, password: secret }").start();
            url = server.url();
            System.setProperty(KEY + "url", url);
            share("stop", server::stop);
            share("restart", server::restart);
            share("close", server::close);
        }
        return url;
    }

    public static String urlWithCredentials() {
        return url().replace("://", "://" + USER);
    }

    public static void stop() {
        run("stop");
    }

    public static void restart() {
        run("restart");
    }

    public static void close() {
        run("close");
        System.clearProperty(KEY + "url");
    }

    private static void share(String name, Runnable action) {
        System.getProperties().put(KEY + name, action);
    }

    private static void run(String name) {
        ((Runnable) System.getProperties().get(KEY + name)).run();
    }
}
