package dev.natsmesh.runtime.transport;

/** Makes the data path of a link. */
interface DataPathFactory {

    /**
     * @param threads what jnats runs the link's connection with
     * @param inFlight counts the messages that were handed over and are not finished
     * @param replies gets what comes to the inbox
     * @param lost is told on any thread that the connection is gone or its server doesn't answer, mostly before jnats notices
     */
    DataPath create(LinkThreads threads, InFlight inFlight, ReplyReceiver replies, Runnable lost);
}
