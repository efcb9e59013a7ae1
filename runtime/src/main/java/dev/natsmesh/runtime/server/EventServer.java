package dev.natsmesh.runtime.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jboss.logging.Logger;

import dev.natsmesh.runtime.call.Operation;
import dev.natsmesh.runtime.call.SubjectPattern;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.call.SubjectToken;
import dev.natsmesh.runtime.transport.MessageHandler;
import dev.natsmesh.runtime.transport.Transport;

/**
 * Subscribes the methods that get events. They leave the wire when the transport drains. An application is one queue group whatever it
 * subscribes to, so an event that several of its subjects fit comes to it once, on any of them, and is then handed to each method
 * that wants it.
 */
public final class EventServer {

    private static final Logger LOG = Logger.getLogger(EventServer.class);

    private final Transport transport;
    private final ServerChain chain;
    private final SubjectPrefix prefix;
    private final String queueGroup;
    private final long memory;
    private final List<EventHandler> handlers = new CopyOnWriteArrayList<>();

    /**
     * @param prefix what subjects of events begin with
     * @param application its name
     * @param memory how many bytes the events may take that have come for a method and are not finished
     */
    public EventServer(Transport transport, ServerChain chain, SubjectPrefix prefix, String application, long memory) {
        this.transport = transport;
        this.chain = chain;
        this.prefix = prefix;
        this.queueGroup = SubjectToken.encode(application);
        this.memory = memory;
    }

    public void subscribe(List<Subscriber> subscribers) {
        List<EventHandler> sharing = new ArrayList<>();
        for (Subscriber subscriber : subscribers) {
            Operation operation = subscriber.method().operation();
            EventHandler handler = chain.handler(subscriber.method(),
                    SubjectTemplate.of(operation, prefix.before(operation.subject())), memory);
            handlers.add(handler);
            if (subscriber.broadcast()) {
                transport.serve(handler.pattern().subject(), null, handler);
            } else {
                sharing.add(handler);
            }
            LOG.infof("%s gets the events of %s%s", operation, handler.pattern(),
                    subscriber.broadcast() ? ", as every instance does" : "");
        }
        sharing.stream().map(EventHandler::pattern).distinct()
                .forEach(pattern -> transport.serve(pattern.subject(), queueGroup, handler(pattern, sharing)));
    }

    /** The methods that have events which are not finished, by name. */
    public List<String> unfinished() {
        return handlers.stream().filter(EventHandler::isBusy).map(handler -> handler.operation().toString()).sorted().toList();
    }

    private static MessageHandler handler(SubjectPattern pattern, List<EventHandler> sharing) {
        List<EventHandler> possible = sharing.stream().filter(handler -> handler.pattern().overlaps(pattern)).toList();
        return possible.size() == 1 ? possible.get(0) : new EventFanOut(possible);
    }
}
