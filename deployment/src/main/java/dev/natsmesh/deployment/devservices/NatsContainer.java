package dev.natsmesh.deployment.devservices;

import java.util.OptionalInt;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

import io.quarkus.deployment.builditem.Startable;
import io.quarkus.devservices.common.ConfigureUtil;
import io.quarkus.runtime.LaunchMode;

/** A nats-server in a container, with JetStream, whose store lasts as long as it. */
final class NatsContainer extends GenericContainer<NatsContainer> implements Startable {

    /** By this label other applications find the container. */
    static final String LABEL = "quarkus-dev-service-nats";
    static final int PORT = 4222;

    private final OptionalInt fixedPort;
    private final String network;
    private final boolean sharedNetwork;
    private String networkName;

    /**
     * @param fixedPort the port of this machine; empty is any
     * @param network the network to join, {@code null} if none is given
     * @param sharedNetwork whether to join the network that an application in a container shares with its Dev Services
     */
    NatsContainer(String image, OptionalInt fixedPort, String network, boolean sharedNetwork) {
        super(DockerImageName.parse(image));
        this.fixedPort = fixedPort;
        this.network = network;
        this.sharedNetwork = sharedNetwork;
        withCommand("--jetstream");
        // The image has no shell to look for the port with.
        waitingFor(Wait.forLogMessage(".*Server is ready.*", 1));
    }

    NatsContainer sharedAs(LaunchMode mode, String serviceName) {
        return ConfigureUtil.configureSharedServiceLabel(this, mode, LABEL, serviceName);
    }

    @Override
    protected void configure() {
        super.configure();
        if (network != null || sharedNetwork) {
            networkName = ConfigureUtil.configureNetwork(this, network, sharedNetwork, "nats");
        }
        if (sharedNetwork) {
            return;
        }
        if (fixedPort.isPresent()) {
            addFixedExposedPort(fixedPort.getAsInt(), PORT);
        } else {
            addExposedPort(PORT);
        }
    }

    @Override
    public String getConnectionInfo() {
        return "nats://" + (sharedNetwork ? networkName + ":" + PORT : getHost() + ":" + getMappedPort(PORT));
    }

    @Override
    public void close() {
        super.close();
    }
}
