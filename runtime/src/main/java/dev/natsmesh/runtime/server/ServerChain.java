package dev.natsmesh.runtime.server;

import java.util.List;

import dev.natsmesh.runtime.call.FailureTranslation;
import dev.natsmesh.runtime.call.Stage;
import dev.natsmesh.runtime.call.SubjectPattern;
import dev.natsmesh.runtime.call.SubjectTemplate;
import dev.natsmesh.runtime.call.Validation;
import dev.natsmesh.runtime.codec.Codecs;
import dev.natsmesh.runtime.codec.OperationCodec;
import dev.natsmesh.runtime.deduplication.Deduplication;
import dev.natsmesh.runtime.discovery.EndpointStatistics;
import dev.natsmesh.runtime.observability.Observation;
import dev.natsmesh.runtime.overload.ServiceLimits;
import dev.natsmesh.runtime.stream.StreamSettings;
import dev.natsmesh.runtime.transport.MessageHandler;

/**
 * Puts together the service's side of an operation. The order, from the wire to the bean:
 * <ol>
 * <li>a context of the call's own, the answer, and the counts that discovery tells ({@link EndpointHandler})
 * <li>refuse what is late ({@link LateCalls})
 * <li>answer what comes again from memory ({@link Deduplication})
 * <li>refuse what is too much, or let it wait, where there are limits ({@link ServiceLimits})
 * <li>the caller in the MDC ({@link CallerInLogs})
 * <li>observations, in the order they are given: tracing, metrics
 * <li>exceptions of the application's libraries become those that callers get ({@link TranslatedFailures})
 * <li>decode, invoke, encode ({@link BeanInvocation}, or {@link StreamInvocation} for streams)
 * </ol>
 * That of a method that gets events is:
 * <ol>
 * <li>a context of the event's own, and the end ({@link EventHandler})
 * <li>the sender in the MDC ({@link CallerInLogs})
 * <li>observations
 * <li>drop what is too much ({@link PendingEvents})
 * <li>as above: exceptions, decode, invoke
 * </ol>
 */
public final class ServerChain {

    private final Codecs codecs;
    private final List<Observation> observations;
    private final List<FailureTranslation> translations;
    private final Validation validation;
    private final StreamSettings streams;
    private final Deduplication deduplication;
    private final ServiceLimits limits;

    /**
     * @param observations the first is the outermost
     * @param streams what all streams have in common, and on which event loops calls run that don't come on one
     * @param validation what methods declare about results and items
     * @param deduplication of calls that come again
     * @param limits on what services take on
     */
    public ServerChain(StreamSettings streams, Codecs codecs, List<Observation> observations,
            List<FailureTranslation> translations, Validation validation, Deduplication deduplication, ServiceLimits limits) {
        this.codecs = codecs;
        this.observations = List.copyOf(observations);
        this.translations = List.copyOf(translations);
        this.validation = validation;
        this.streams = streams;
        this.deduplication = deduplication;
        this.limits = limits;
    }

    MessageHandler handler(ServiceEndpoint endpoint, SubjectTemplate subjects, EndpointStatistics statistics,
            RunningCalls running, ServedStreams open) {
        OperationCodec codec = codecs.prepare(endpoint.operation());
        Stage stage = translated(endpoint.operation().kind().streams()
                ? new StreamInvocation(endpoint, subjects, codec, validation, open, streams)
                : new BeanInvocation(endpoint, subjects, codec, validation));
        for (int i = observations.size() - 1; i >= 0; i--) {
            stage = observations.get(i).ofService(endpoint.operation(), stage);
        }
        stage = limits.around(endpoint.operation(), endpoint.holdsWorker(), new CallerInLogs(stage));
        stage = deduplication.around(endpoint.operation(), codec.errors(), stage);
        return new EndpointHandler(endpoint.operation(), new LateCalls(stage), new EndpointReplies(codec, statistics), running,
                streams.loops()::next);
    }

    /** @param memory how many bytes the events may take that have come and are not finished */
    EventHandler handler(ServiceEndpoint method, SubjectTemplate subjects, long memory) {
        PendingEvents pending = new PendingEvents(memory,
                translated(new BeanInvocation(method, subjects, codecs.prepare(method.operation()), Validation.NONE)));
        Stage stage = pending;
        for (int i = observations.size() - 1; i >= 0; i--) {
            stage = observations.get(i).ofSubscriber(method.operation(), stage);
        }
        return new EventHandler(method.operation(), SubjectPattern.of(subjects.pattern()), new CallerInLogs(stage), pending,
                streams.loops()::next);
    }

    private Stage translated(Stage stage) {
        return translations.isEmpty() ? stage : new TranslatedFailures(translations, stage);
    }
}
