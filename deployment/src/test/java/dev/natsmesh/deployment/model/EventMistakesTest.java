package dev.natsmesh.deployment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.Publish;
import dev.natsmesh.Subject;
import dev.natsmesh.Subscribe;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Each rule that those who publish and those who subscribe must keep, and what is said when one is broken. */
class EventMistakesTest {

    private static final String HERE = EventMistakesTest.class.getName() + "$";

    @Test
    void whatKeepsTheRulesIsAccepted() throws IOException {
        assertThat(problems(Good.class, GoodSubscriber.class, Bridged.class, Handler.class)).isEmpty();
    }

    @Test
    void allSubscribersAreFound() throws IOException {
        assertThat(new MeshScanner(Index.of(GoodSubscriber.class, Bridged.class, Handler.class), "1.0.0").scan()
                .subscribers()).extracting(EventMethod::toString).containsExactly(HERE + "Bridged#handle()",
                        HERE + "GoodSubscriber#all()", HERE + "GoodSubscriber#placed()", HERE + "GoodSubscriber#several()");
    }

    @Test
    void anEventHasNoAnswer() throws IOException {
        assertThat(problems(Answered.class)).containsExactly(
                HERE + "Answered#checked() declares exceptions, but an event has no answer; expected none",
                HERE + "Answered#raw() returns io.smallrye.mutiny.Uni, but an event has no answer; expected Uni<Void>,"
                        + " CompletionStage<Void>, or void",
                HERE + "Answered#text() returns java.lang.String, but an event has no answer; expected Uni<Void>,"
                        + " CompletionStage<Void>, or void");
        assertThat(problems(AnsweringSubscriber.class)).containsExactly(
                HERE + "AnsweringSubscriber#many() returns io.smallrye.mutiny.Multi<java.lang.Void>, but an event has no answer;"
                        + " expected Uni<Void>, CompletionStage<Void>, or void",
                HERE + "AnsweringSubscriber#text() returns java.lang.String, but an event has no answer; expected Uni<Void>,"
                        + " CompletionStage<Void>, or void");
    }

    @Test
    void anEventIsAValue() throws IOException {
        assertThat(problems(Streamed.class)).containsExactly(HERE + "Streamed#items(): the parameter items is"
                + " io.smallrye.mutiny.Multi<java.lang.String>; expected a value, which is the event");
        assertThat(problems(VagueSubscriber.class)).containsExactly(HERE + "VagueSubscriber#list(): the parameter list is"
                + " java.util.List<?>; expected a type without type variables, wildcards, or arrays of generic types");
    }

    @Test
    void aContractHasEventsOrCalls() throws IOException {
        assertThat(problems(Mixed.class)).containsExactly(HERE + "Mixed has events and calls: ask(), tell() are not @Publish;"
                + " expected a contract for each, since a service implements the whole of its contract");
        assertThat(problems(Good.class, ServesEvents.class)).containsExactly("@NatsService class " + HERE
                + "ServesEvents implements " + HERE + "Good, whose methods are events (@Publish); expected methods with"
                + " @Subscribe instead, which need no contract");
    }

    @Test
    void anEventIsNoCallOfAnotherContract() throws IOException {
        assertThat(problems(Good.class, Calls.class)).containsExactly(HERE + "Calls#placed() (orders.placed) and " + HERE
                + "Good#placed() (orders.placed) have a subject in common; expected each subject to be one endpoint's");
        assertThat(problems(Good.class, AlsoGood.class)).isEmpty();
    }

    @Test
    void onlyAnIdempotentEventIsRetried() throws IOException {
        assertThat(problems(Retried.class))
                .containsExactly(HERE + "Retried#happened() has @Retry but is not @Idempotent; only a"
                        + " call that does no harm when it runs twice may be retried");
    }

    @Test
    void aSubscriberIsAMethodOfABean() throws IOException {
        assertThat(problems(OnInterface.class, OnAbstract.class, OnInner.class, Hidden.class)).containsExactly(
                "@Subscribe on " + HERE + "Hidden#alone(), which is static; expected a method that can be called on the bean",
                "@Subscribe on " + HERE + "Hidden#own(), which is private; expected a method that can be called on the bean",
                "@Subscribe on " + HERE + "OnAbstract#get(), whose class can't be a bean; expected a method of a class that is"
                        + " neither abstract nor an inner class",
                "@Subscribe on " + HERE + "OnInner#get(), whose class can't be a bean; expected a method of a class that is"
                        + " neither abstract nor an inner class",
                "@Subscribe on " + HERE + "OnInterface#get(), whose class can't be a bean; expected a method of a class that is"
                        + " neither abstract nor an inner class");
    }

    @Test
    void aSubscriberSaysWhereItListens() throws IOException {
        assertThat(problems(BadSubjects.class)).containsExactly(
                "@Subscribe(\"orders..placed\") on " + HERE + "BadSubjects#a(): a token is empty; expected names with one dot"
                        + " between them",
                "@Subscribe(\"orders placed\") on " + HERE
                        + "BadSubjects#b(): the token 'orders placed' is neither a name nor a"
                        + " wildcard; expected '*', '>', or characters other than blanks, '*', '>', '{' and '}'",
                "@Subscribe(\">.placed\") on " + HERE + "BadSubjects#c(): '>' stands for all that follows; expected it as the"
                        + " last token");
    }

    @Test
    void tokensAreParameters() throws IOException {
        assertThat(problems(Tokens.class)).containsExactly(
                HERE + "Tokens#other() has the subject orders.{id}, but no parameter id",
                HERE + "Tokens#twice() has the subject {id}.{id} with the parameter id in it twice; expected it once",
                HERE + "Tokens#value() has the subject orders.{event}.>, and its parameter event is java.lang.Object; expected"
                        + " String, a primitive type or its wrapper, an enum, or UUID");
    }

    private static List<String> problems(Class<?>... classes) throws IOException {
        Index index = Index.of(classes);
        return new MeshValidator(new MeshScanner(index, "1.0.0").scan(), index, index, true).validate();
    }

    @NatsClient("orders")
    interface Good {
        @Publish
        Uni<Void> placed(String id);

        @Publish
        CompletionStage<Void> several(String id, int count);

        @Publish
        void nothing();
    }

    static class GoodSubscriber {
        @Subscribe("orders.placed")
        Uni<Void> placed(String id) {
            return null;
        }

        @Subscribe("orders.several")
        CompletionStage<Void> several(String id, int count) {
            return null;
        }

        @Subscribe(value = "$SYS.*.>", broadcast = true)
        void all() {
        }
    }

    interface Handler<T> {
        void handle(T event);
    }

    static class Bridged implements Handler<String> {
        @Override
        @Subscribe("orders.*")
        public void handle(String event) {
        }
    }

    @NatsClient("answered")
    interface Answered {
        @Publish
        String text();

        @Publish
        @SuppressWarnings("rawtypes")
        Uni raw();

        @Publish
        void checked() throws InterruptedException;
    }

    static class AnsweringSubscriber {
        @Subscribe("a")
        String text() {
            return "";
        }

        @Subscribe("a")
        Multi<Void> many() {
            return null;
        }
    }

    @NatsClient("streamed")
    interface Streamed {
        @Publish
        void items(Multi<String> items);
    }

    static class VagueSubscriber {
        @Subscribe("a")
        void list(List<?> list) {
        }
    }

    @NatsClient("mixed")
    interface Mixed {
        @Publish
        void happened();

        String ask();

        void tell();
    }

    @NatsService
    static class ServesEvents implements Good {
        @Override
        public Uni<Void> placed(String id) {
            return null;
        }

        @Override
        public CompletionStage<Void> several(String id, int count) {
            return null;
        }

        @Override
        public void nothing() {
        }
    }

    @NatsClient("orders")
    interface Calls {
        String placed();
    }

    @NatsClient("billing")
    interface AlsoGood {
        @Publish
        @Subject("orders.{what}")
        void ordered(String what, int count);
    }

    @NatsClient("retried")
    interface Retried {
        @Publish
        @Retry
        void happened();
    }

    interface OnInterface {
        @Subscribe("a")
        void get();
    }

    abstract static class OnAbstract {
        @Subscribe("a")
        void get() {
        }
    }

    class OnInner {
        @Subscribe("a")
        void get() {
        }
    }

    static class Hidden {
        @Subscribe("a")
        private void own() {
        }

        @Subscribe("a")
        static void alone() {
        }
    }

    static class BadSubjects {
        @Subscribe("orders..placed")
        void a() {
        }

        @Subscribe("orders placed")
        void b() {
        }

        @Subscribe(">.placed")
        void c() {
        }
    }

    static class Tokens {
        @Subscribe("orders.{id}")
        void other(String event) {
        }

        @Subscribe("{id}.{id}")
        void twice(String id) {
        }

        @Subscribe("orders.{event}.>")
        void value(Object event) {
        }
    }
}
