package dev.natsmesh.deployment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import dev.natsmesh.NatsClient;
import dev.natsmesh.OneWay;
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

    private static List<String> problems(Class<?>... contracts) throws IOException {
        var index = Index.of(contracts);
        return new MeshValidator(new MeshScanner(index, "1.0.0").scan(), index, index).validate();
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
