package dev.natsmesh.deployment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import dev.natsmesh.Deduplicate;
import dev.natsmesh.Gather;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.OneWay;
import dev.natsmesh.Publish;
import dev.natsmesh.QueueGroup;
import dev.natsmesh.Response;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Each rule that methods with a message pattern of their own must keep, and what is said when one is broken. */
class MessagePatternMistakesTest {

    private static final String HERE = MessagePatternMistakesTest.class.getName() + "$";

    @Test
    void aOneWayMethodGetsNoAnswer() throws IOException {
        String expected = "; expected void or Uni<Void>, since no answer comes";
        assertThat(problems(OneWays.class)).containsExactly(
                HERE + "OneWays#fails() is @OneWay and declares exceptions; expected none, since no answer comes",
                HERE + "OneWays#stage() is @OneWay and returns java.util.concurrent.CompletionStage<java.lang.Void>" + expected,
                HERE + "OneWays#stream() is @OneWay and streams; expected one message",
                HERE + "OneWays#uni() is @OneWay and returns io.smallrye.mutiny.Uni<java.lang.String>" + expected,
                HERE + "OneWays#value() is @OneWay and returns int" + expected);
    }

    @Test
    void aGatheringMethodReturnsWhatEveryInstanceAnswers() throws IOException {
        String expected = "; expected Multi<T>, since every instance answers";
        assertThat(problems(Gathers.class)).containsExactly(
                HERE + "Gathers#both() is @OneWay and has @Gather; expected one of them",
                HERE + "Gathers#few() has @Gather with a stall of PT0.25S and a max of 0; expected more than 0",
                HERE + "Gathers#retried() has @Timeout, but every instance answers; expected the operators of Multi instead",
                HERE + "Gathers#soon() has @Gather with a stall that is no duration; expected one as in 50ms",
                HERE + "Gathers#up() has @Gather and streams to the service; expected one message",
                HERE + "Gathers#value() has @Gather and returns int" + expected);
    }

    @Test
    void aStreamIsServedByOneInstance() throws IOException {
        assertThat(problems(Feeds.class, FeedService.class)).containsExactly(
                HERE + "Feeds#all() streams, and " + HERE + "FeedService serves it without a queue group; expected one, since a"
                        + " stream is between two");
    }

    @Test
    void whatIsAnsweredFromMemoryHasOneAnswer() throws IOException {
        String expected = "; expected a method with one request and one reply";
        assertThat(problems(Deduplicated.class, DeduplicatedEvents.class)).containsExactly(
                HERE + "Deduplicated#all() has @Deduplicate, but has @Gather" + expected,
                HERE + "Deduplicated#never() has @Deduplicate with a window of PT0S; expected more than 0",
                HERE + "Deduplicated#soon() has @Deduplicate with a window that is no duration; expected one as in 5m",
                HERE + "Deduplicated#stream() has @Deduplicate, but streams" + expected,
                HERE + "Deduplicated#tell() has @Deduplicate, but is @OneWay" + expected,
                HERE + "DeduplicatedEvents#event() has @Deduplicate, but publishes events" + expected);
    }

    @Test
    void headersAreThoseOfAReply() throws IOException {
        String response = "dev.natsmesh.Response";
        String multi = "io.smallrye.mutiny.Multi<" + response;
        String uni = "io.smallrye.mutiny.Uni<" + response;
        String items = ">, but the items of a stream have no headers of their own; expected Multi<T>, or @Gather, where each"
                + " instance's reply has some";
        assertThat(problems(Responses.class)).containsExactly(
                HERE + "Responses#both() returns " + multi + "<java.lang.String>" + items,
                HERE + "Responses#inResponse() returns " + response + "<io.smallrye.mutiny.Uni<java.lang.String>>; expected a T"
                        + " that is itself a value",
                HERE + "Responses#items(): the parameter items is " + multi
                        + "<java.lang.String>>; expected a Multi<T> whose T is"
                        + " a value, since items have no headers of their own",
                HERE + "Responses#list() returns java.util.List<" + response
                        + "<java.lang.String>>; expected Response<T> as the"
                        + " whole result, with a T that is a value",
                HERE + "Responses#oneWay() is @OneWay and returns " + uni
                        + "<java.lang.Void>>; expected void or Uni<Void>, since"
                        + " no answer comes",
                HERE + "Responses#parameter(): the parameter text is " + response
                        + "<java.lang.String>; expected a value, since"
                        + " only a result has headers of a reply",
                HERE + "Responses#raw() returns " + response + " without its type; expected Response<T> with a concrete T",
                HERE + "Responses#rawInUni() returns " + uni
                        + "> without its type; expected Uni<Response<T>> with a concrete T",
                HERE + "Responses#stream() returns " + multi + "<java.lang.String>" + items,
                HERE + "Responses#twice() returns " + response + "<" + response + "<java.lang.String>>; expected Response<T> as"
                        + " the whole result, with a T that is a value",
                HERE + "Responses#vague() returns " + response + "<?>; expected a type without type variables, wildcards, or"
                        + " arrays of generic types");
        assertThat(problems(AnsweredEvents.class)).containsExactly(
                HERE + "AnsweredEvents#event() returns " + uni + "<java.lang.Void>>, but an event has no answer; expected"
                        + " Uni<Void>, CompletionStage<Void>, or void");
    }

    private static List<String> problems(Class<?>... contracts) throws IOException {
        var index = Index.of(contracts);
        return new MeshValidator(new MeshScanner(index, "1.0.0").scan(), index, index, true).validate();
    }

    @NatsClient("deduplicated")
    interface Deduplicated {
        @Deduplicate
        @Gather
        Multi<String> all();

        @Deduplicate(window = "5m")
        String good();

        @Deduplicate(window = "0s")
        String never();

        @Deduplicate(window = "soon")
        String soon();

        @Deduplicate
        Multi<String> stream();

        @Deduplicate
        @OneWay
        void tell();
    }

    @NatsClient("deduplicated-events")
    interface DeduplicatedEvents {
        @Deduplicate
        @Publish
        void event();
    }

    @NatsClient("feeds")
    interface Feeds {
        Multi<String> all();

        @QueueGroup(QueueGroup.NONE)
        void forget();

        Multi<String> good();
    }

    @NatsService
    static class FeedService implements Feeds {

        @Override
        @QueueGroup(QueueGroup.NONE)
        public Multi<String> all() {
            return Multi.createFrom().empty();
        }

        @Override
        public void forget() {
            // Never called.
        }

        @Override
        @QueueGroup("europe")
        public Multi<String> good() {
            return Multi.createFrom().empty();
        }
    }

    @NatsClient("gathers")
    interface Gathers {
        @Gather
        @OneWay
        void both();

        @Gather(max = 0)
        Multi<String> few();

        @Gather(stall = "50ms", max = 3)
        Multi<String> good(String text);

        @Gather
        @Timeout
        Multi<String> retried();

        @Gather(stall = "soon")
        Multi<String> soon();

        @Gather
        Multi<String> up(Multi<String> items);

        @Gather
        int value();
    }

    @NatsClient("answered-events")
    interface AnsweredEvents {
        @Publish
        Uni<Response<Void>> event(String text);
    }

    @SuppressWarnings("rawtypes")
    @NatsClient("responses")
    interface Responses {
        Multi<Response<String>> both(Multi<String> items);

        @Gather
        Multi<Response<String>> good();

        Uni<Response<Void>> goodUni(Multi<String> items);

        CompletionStage<Response<List<String>>> goodStage();

        Response<Integer> goodValue();

        Response<Uni<String>> inResponse();

        int items(Multi<Response<String>> items);

        List<Response<String>> list();

        @OneWay
        Uni<Response<Void>> oneWay();

        int parameter(Response<String> text);

        Response raw();

        Uni<Response> rawInUni();

        Multi<Response<String>> stream();

        Response<Response<String>> twice();

        Response<?> vague();
    }

    @NatsClient("one-ways")
    interface OneWays {
        @OneWay
        void fails() throws IOException;

        @OneWay
        void good(String text);

        @OneWay
        Uni<Void> goodUni();

        @OneWay
        CompletionStage<Void> stage();

        @OneWay
        void stream(Multi<String> items);

        @OneWay
        Uni<String> uni();

        @OneWay
        int value();
    }
}
