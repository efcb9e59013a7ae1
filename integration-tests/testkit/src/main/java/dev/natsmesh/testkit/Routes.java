package dev.natsmesh.testkit;

/** How the servers of a cluster reach each other. Servers are known by their index. */
interface Routes extends AutoCloseable {

    /** Tells a server that is about to start how to reach the others. */
    NatsServer.Builder join(NatsServer.Builder server, String cluster, int index);

    /** Ends what there is between two servers, and lets nothing through until {@link #mend}. */
    void cut(int one, int other);

    void mend(int one, int other);

    @Override
    void close();
}
