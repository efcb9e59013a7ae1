package dev.natsmesh.deployment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import dev.natsmesh.Gather;
import dev.natsmesh.Header;
import dev.natsmesh.NatsClient;
import dev.natsmesh.OneWay;
import dev.natsmesh.Publish;
import dev.natsmesh.StickyKey;
import dev.natsmesh.Subject;
import dev.natsmesh.Subscribe;
import dev.natsmesh.runtime.call.Parameter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Each rule that a sticky key must keep, and what is said when one is broken. */
class StickyKeyMistakesTest {

    private static final String HERE = StickyKeyMistakesTest.class.getName() + "$";
    private static final String TYPES = "; expected String, a primitive type that is no floating-point number or its wrapper, an"
            + " enum, or UUID";
    private static final String ONE_REPLY = "; expected it on a method with one request and one reply";

    @Test
    void keysThatKeepTheRulesAreAccepted() throws IOException {
        assertThat(problems(Good.class, TimeUnit.class)).isEmpty();
    }

    @Test
    void theKeyIsKnownToTheRuntime() throws IOException {
        var index = Index.of(Good.class, TimeUnit.class);
        assertThat(new MeshScanner(index, "1.0.0").scan().contracts().get(0).operations())
                .allSatisfy(operation -> assertThat(operation.parameters()).filteredOn(Parameter::key).hasSize(1));
    }

    @Test
    void aMethodHasOneKey() throws IOException {
        assertThat(problems(Two.class)).containsExactly(
                HERE + "Two#two() has @StickyKey on the parameter a and the parameter c; expected it on"
                        + " one parameter");
    }

    @Test
    void aKeyHasOneText() throws IOException {
        assertThat(problems(Types.class)).containsExactly(
                HERE + "Types#list(): the parameter a has @StickyKey and is java.util.List<java.lang.String>" + TYPES,
                HERE + "Types#number(): the parameter a has @StickyKey and is double" + TYPES,
                HERE + "Types#object(): the parameter a has @StickyKey and is java.lang.Object" + TYPES,
                HERE + "Types#optional(): the parameter a has @StickyKey and is java.util.Optional<java.lang.String>" + TYPES);
    }

    @Test
    void callsWithAKeyHaveOneRequestAndOneReply() throws IOException {
        assertThat(problems(Kinds.class, Events.class, Listener.class)).containsExactlyInAnyOrder(
                HERE + "Kinds#all() has @StickyKey on the parameter a, and is @Gather" + ONE_REPLY,
                HERE + "Kinds#stream() has @StickyKey on the parameter a, and is a stream" + ONE_REPLY,
                HERE + "Kinds#tell() has @StickyKey on the parameter a, and is @OneWay" + ONE_REPLY,
                HERE + "Kinds#upload() has @StickyKey on the parameter a, and is a stream" + ONE_REPLY,
                HERE + "Events#happened() has @StickyKey on the parameter a, and is an event" + ONE_REPLY,
                HERE + "Listener#hear() has @StickyKey on the parameter a, and is an event" + ONE_REPLY);
    }

    private static List<String> problems(Class<?>... contracts) throws IOException {
        var index = Index.of(contracts);
        return new MeshValidator(new MeshScanner(index, "1.0.0").scan(), index, index, true).validate();
    }

    @NatsClient("good")
    interface Good {
        Uni<String> text(@StickyKey String a, int b);

        String number(@StickyKey long a);

        void id(@StickyKey UUID a);

        void constant(@StickyKey TimeUnit a);

        void header(@StickyKey @Header("X-Tenant") String a, int b);

        @Subject("good.token.{a}")
        void token(@StickyKey String a, int b);
    }

    @NatsClient("two")
    interface Two {
        void two(@StickyKey String a, String b, @StickyKey String c);
    }

    @NatsClient("types")
    interface Types {
        void list(@StickyKey List<String> a);

        void number(@StickyKey double a);

        void object(@StickyKey Object a);

        void optional(@StickyKey @Header("X") Optional<String> a);
    }

    @NatsClient("kinds")
    interface Kinds {
        @Gather
        Multi<String> all(@StickyKey String a);

        Multi<String> stream(@StickyKey String a);

        @OneWay
        void tell(@StickyKey String a);

        Uni<String> upload(@StickyKey String a, Multi<String> items);
    }

    @NatsClient("events")
    interface Events {
        @Publish
        void happened(@StickyKey String a);
    }

    static class Listener {
        @Subscribe("events.happened")
        void hear(@StickyKey String a) {
        }
    }
}
