package dev.natsmesh.deployment.devservices;

import java.nio.file.Path;
import java.util.OptionalInt;

/** A JVM of its own that starts a server, says where, and lives on until it is killed. */
final class ServerOwner {

    private ServerOwner() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        NatsServerProcess server = new NatsServerProcess(Path.of(arguments[0]), OptionalInt.empty(), Path.of(arguments[1]),
                false);
        server.start();
        System.out.println(server.getConnectionInfo());
        Thread.currentThread().join();
    }
}
