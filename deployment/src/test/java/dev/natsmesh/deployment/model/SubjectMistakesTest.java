package dev.natsmesh.deployment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import dev.natsmesh.Gather;
import dev.natsmesh.NatsClient;
import dev.natsmesh.QueueGroup;
import dev.natsmesh.Subject;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Each rule that the subjects of a contract must keep, and what is said when one is broken. */
class SubjectMistakesTest {

    private static final String HERE = SubjectMistakesTest.class.getName() + "$";
    private static final String TYPES = "; expected String, a primitive type or its wrapper, an enum, or UUID";

    @Test
    void subjectsThatKeepTheRulesAreAccepted() throws IOException {
        assertThat(problems(Good.class, Side.class)).isEmpty();
    }

    @Test
    void tokensAreNamesOrWholeParameters() throws IOException {
        String expected = "'; expected letters, digits, '-' and '_', or a parameter in braces that is the whole token";
        assertThat(problems(Tokens.class)).containsExactly(
                HERE + "Tokens#blank() has the subject a.b c with the token 'b c" + expected,
                HERE + "Tokens#empty() has the subject a..b with the token '" + expected,
                HERE + "Tokens#part() has the subject a.v{n} with the token 'v{n}" + expected,
                HERE + "Tokens#umlaut() has the subject a.ä with the token 'ä" + expected,
                HERE + "Tokens#wild() has the subject a.* with a wildcard in it; expected a parameter in braces where it varies",
                HERE + "Tokens#wilder() has the subject a.> with a wildcard in it; expected a parameter in braces where it"
                        + " varies");
    }

    @Test
    void subjectsOfTheSystemAreRefused() throws IOException {
        assertThat(problems(Reserved.class)).containsExactly(
                HERE + "Reserved#any() has the subject {name}.x.y, which begins with a parameter, so an argument could name any"
                        + " subject; expected a name first",
                HERE + "Reserved#inbox() has the subject _INBOX.x; what begins with '$' or '_' belongs to NATS and to the mesh",
                HERE + "Reserved#system() has the subject $SYS.x; what begins with '$' or '_' belongs to NATS and to the mesh");
    }

    @Test
    void tokensAreParametersThatHaveOneText() throws IOException {
        assertThat(problems(Parameters.class)).containsExactly(
                HERE + "Parameters#list() has the subject a.list.{names}, and its parameter names is"
                        + " java.util.List<java.lang.String>" + TYPES,
                HERE + "Parameters#object() has the subject a.object.{it}, and its parameter it is java.lang.Object" + TYPES,
                HERE + "Parameters#stream() has the subject a.stream.{items}, and its parameter items is"
                        + " io.smallrye.mutiny.Multi<java.lang.String>" + TYPES,
                HERE + "Parameters#twice() has the subject a.twice.{id}.{id} with the parameter id in it twice; expected it once",
                HERE + "Parameters#unknown() has the subject a.unknown.{sku}, but no parameter sku");
    }

    @Test
    void subjectsDoNotOverlap() throws IOException {
        assertThat(problems(Overlapping.class, Other.class)).containsExactly(
                HERE + "Other#literal() (shared.x) and " + HERE
                        + "Overlapping#first() (shared.{a}) have a subject in common; expected each subject to be one endpoint's",
                HERE + "Other#literal() (shared.x) and " + HERE
                        + "Overlapping#second() (shared.{b}) have a subject in common; expected each subject to be one"
                        + " endpoint's",
                HERE + "Overlapping#first() (shared.{a}) and " + HERE
                        + "Overlapping#second() (shared.{b}) have a subject in common; expected each subject to be one"
                        + " endpoint's");
    }

    @Test
    void theSubjectOfAContractIsCheckedInEachOfItsMethods() throws IOException {
        assertThat(problems(Grouped.class)).containsExactly(
                HERE + "Grouped#any() has the subject $JS.x.any; what begins with '$' or '_' belongs to NATS and to the mesh",
                HERE + "Grouped#own() has the subject $JS.x.own.{id}; what begins with '$' or '_' belongs to NATS and to the mesh");
    }

    @Test
    void queueGroupsHaveNames() throws IOException {
        assertThat(problems(Queues.class)).containsExactly(
                HERE + "Queues#gathered() has @Gather and @QueueGroup; expected one of them, since every instance answers",
                "@QueueGroup(\"a b\") on " + HERE
                        + "Queues has a name that is none; expected letters, digits, '.', '-' and '_',"
                        + " or QueueGroup.NONE",
                "@QueueGroup(\"x>\") on " + HERE + "Queues#wild() has a name that is none; expected letters, digits, '.', '-'"
                        + " and '_', or QueueGroup.NONE");
    }

    private static List<String> problems(Class<?>... contracts) throws IOException {
        var index = Index.of(contracts);
        return new MeshValidator(new MeshScanner(index, "1.0.0").scan(), index, index, true).validate();
    }

    enum Side {
        LEFT, RIGHT
    }

    @NatsClient("good")
    interface Good {
        @Subject("good.v-1.{side}.{id}")
        Uni<String> both(Side side, UUID id, String body);

        @Subject("good.v-1.{side}")
        Uni<String> one(Side side);

        @Subject("elsewhere")
        void renamed();

        @Subject("good.stream.{id}")
        Multi<String> stream(long id);
    }

    @NatsClient("tokens")
    interface Tokens {
        @Subject("a.b c")
        void blank();

        @Subject("a..b")
        void empty();

        @Subject("a.v{n}")
        void part(int n);

        @Subject("a.ä")
        void umlaut();

        @Subject("a.*")
        void wild();

        @Subject("a.>")
        void wilder();
    }

    @NatsClient("reserved")
    interface Reserved {
        @Subject("{name}.x.y")
        void any(String name);

        @Subject("_INBOX.x")
        void inbox();

        @Subject("$SYS.x")
        void system();
    }

    @NatsClient("parameters")
    interface Parameters {
        @Subject("a.list.{names}")
        void list(List<String> names);

        @Subject("a.object.{it}")
        void object(Object it);

        @Subject("a.stream.{items}")
        Uni<String> stream(Multi<String> items);

        @Subject("a.twice.{id}.{id}")
        void twice(int id);

        @Subject("a.unknown.{sku}")
        void unknown(String name);
    }

    @NatsClient("grouped")
    @Subject("$JS.x")
    interface Grouped {
        void any();

        @Subject("own.{id}")
        void own(int id);
    }

    @NatsClient("queues")
    @QueueGroup("a b")
    interface Queues {
        @Gather
        @QueueGroup("x")
        Multi<String> gathered();

        @QueueGroup(QueueGroup.NONE)
        void none();

        @QueueGroup("x>")
        void wild();
    }

    @NatsClient("overlapping")
    interface Overlapping {
        @Subject("shared.{a}")
        void first(String a);

        @Subject("shared.{b}")
        void second(String b);
    }

    @NatsClient("other")
    interface Other {
        @Subject("shared.x")
        void literal();
    }
}
