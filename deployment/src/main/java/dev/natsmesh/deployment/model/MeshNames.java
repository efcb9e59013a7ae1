package dev.natsmesh.deployment.model;

import org.jboss.jandex.DotName;

import dev.natsmesh.Deduplicate;
import dev.natsmesh.Gather;
import dev.natsmesh.Header;
import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.OneWay;
import dev.natsmesh.Publish;
import dev.natsmesh.QueueGroup;
import dev.natsmesh.Response;
import dev.natsmesh.StickyKey;
import dev.natsmesh.Subject;
import dev.natsmesh.Subscribe;

/** The annotations and types that make the mesh. */
public final class MeshNames {

    public static final DotName NATS_CLIENT = DotName.createSimple(NatsClient.class);
    public static final DotName NATS_SERVICE = DotName.createSimple(NatsService.class);
    public static final DotName PUBLISH = DotName.createSimple(Publish.class);
    public static final DotName SUBSCRIBE = DotName.createSimple(Subscribe.class);
    public static final DotName IDEMPOTENT = DotName.createSimple(Idempotent.class);
    public static final DotName DEDUPLICATE = DotName.createSimple(Deduplicate.class);
    public static final DotName GATHER = DotName.createSimple(Gather.class);
    public static final DotName HEADER = DotName.createSimple(Header.class);
    public static final DotName ONE_WAY = DotName.createSimple(OneWay.class);
    public static final DotName QUEUE_GROUP = DotName.createSimple(QueueGroup.class);
    public static final DotName RESPONSE = DotName.createSimple(Response.class);
    public static final DotName STICKY_KEY = DotName.createSimple(StickyKey.class);
    public static final DotName SUBJECT = DotName.createSimple(Subject.class);

    private MeshNames() {
    }
}
