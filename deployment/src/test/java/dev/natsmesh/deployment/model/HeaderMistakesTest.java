package dev.natsmesh.deployment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import dev.natsmesh.Header;
import dev.natsmesh.NatsClient;
import dev.natsmesh.Subject;
import io.smallrye.mutiny.Uni;

/** Each rule that the headers of a contract must keep, and what is said when one is broken. */
class HeaderMistakesTest {

    private static final String HERE = HeaderMistakesTest.class.getName() + "$";
    private static final String TYPES = "; expected String, a primitive type or its wrapper, an enum, or UUID, an Optional of one"
            + " of these, or List<String>";
    private static final String TAKEN = ", which belongs to NATS, to the mesh, to bodies or to traces; expected another name";

    @Test
    void headersThatKeepTheRulesAreAccepted() throws IOException {
        assertThat(problems(Good.class)).isEmpty();
    }

    @Test
    void headersHaveNamesThatAreFree() throws IOException {
        assertThat(problems(Names.class)).containsExactly(
                HERE + "Names#blank(): the parameter a has the header 'X Y'; expected letters, digits and !#$%&'*+-.^_`|~",
                HERE + "Names#body(): the parameter a has the header content-type" + TAKEN,
                HERE + "Names#empty(): the parameter a has the header ''; expected letters, digits and !#$%&'*+-.^_`|~",
                HERE + "Names#reserved(): the parameter a has the header nats-Anything" + TAKEN,
                HERE + "Names#twice(): the parameter b has the header X, as has another parameter; expected it once");
    }

    @Test
    void headersAreText() throws IOException {
        assertThat(problems(Types.class)).containsExactly(
                HERE + "Types#list(): the parameter a is a header and is java.util.List<java.lang.Integer>" + TYPES,
                HERE + "Types#object(): the parameter a is a header and is java.lang.Object" + TYPES,
                HERE + "Types#subject(): the parameter a is in the subject, and has @Header; expected one of them",
                HERE + "Types#uni(): the parameter a is a header and is io.smallrye.mutiny.Uni<java.lang.String>" + TYPES);
    }

    private static List<String> problems(Class<?>... contracts) throws IOException {
        var index = Index.of(contracts);
        return new MeshValidator(new MeshScanner(index, "1.0.0").scan(), index, index, true).validate();
    }

    @NatsClient("good")
    interface Good {
        Uni<String> all(@Header("X-A") String a, @Header("x-a") int b, @Header("B") Optional<Long> c,
                @Header("C") List<String> d, String body);
    }

    @NatsClient("names")
    interface Names {
        void blank(@Header("X Y") String a);

        void body(@Header("content-type") String a);

        void empty(@Header("") String a);

        void reserved(@Header("nats-Anything") String a);

        void twice(@Header("X") String a, @Header("X") String b);
    }

    @NatsClient("types")
    interface Types {
        void list(@Header("X") List<Integer> a);

        void object(@Header("X") Object a);

        @Subject("types.in.{a}")
        void subject(@Header("X") String a);

        void uni(@Header("X") Uni<String> a);
    }
}
