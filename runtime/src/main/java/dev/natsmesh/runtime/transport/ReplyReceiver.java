package dev.natsmesh.runtime.transport;

import dev.natsmesh.runtime.call.Headers;

/** Gets what comes to a link's inbox. Late, repeated and foreign messages come, too; what has no meaning is dropped. */
interface ReplyReceiver {

    /** @param number the one that the request was sent with */
    void reply(long number, Headers headers, byte[] body);

    /** The server itself answers, with a status. */
    void status(long number, int code, String text);
}
