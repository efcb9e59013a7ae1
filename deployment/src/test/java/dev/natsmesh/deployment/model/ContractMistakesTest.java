package dev.natsmesh.deployment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Provider;

import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.protobuf.AbstractMessage;
import com.google.protobuf.AbstractMessageLite;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;

import dev.natsmesh.ErrorCode;
import dev.natsmesh.Idempotent;
import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Each rule that contracts and services must keep, and what is said when one is broken. */
class ContractMistakesTest {

    private static final String HERE = ContractMistakesTest.class.getName() + "$";

    @Test
    void contractThatKeepsTheRulesIsAccepted() {
        assertThat(problems(Good.class, GoodBase.class, GoodService.class, GoodUser.class, Rebuilt.class, Created.class,
                Plain.class, Named.class)).isEmpty();
    }

    @Test
    void contractIsAnInterface() {
        assertThat(problems(OnClass.class)).containsExactly(
                "@NatsClient declares a contract, so it must be on an interface, not on the class " + HERE + "OnClass;"
                        + " a bean that implements a contract may have it as a qualifier, without a name");
        assertThat(problems(Plain.class, NamedQualifier.class)).hasSize(1);
        assertThat(problems(Plain.class, PlainQualifier.class)).isEmpty();
    }

    @Test
    void contractNamesItsService() {
        assertThat(problems(NoName.class)).containsExactly(
                "@NatsClient on " + HERE + "NoName must name the service, as in @NatsClient(\"pricing\")");
        assertThat(problems(BadName.class)).containsExactly("@NatsClient(\"a.b c\") on " + HERE
                + "BadName: a service's name has only letters, digits, '-' and '_'");
    }

    @Test
    void contractIsConcreteAndHasEndpoints() {
        assertThat(problems(Generic.class)).anyMatch(problem -> problem.equals("@NatsClient interface " + HERE
                + "Generic has type parameters; the types of a contract must be concrete"));
        assertThat(problems(Nothing.class)).containsExactly("@NatsClient interface " + HERE
                + "Nothing has no abstract method; expected at least one, each is an endpoint");
    }

    @Test
    void endpointsHaveDifferentNames() {
        assertThat(problems(Overloaded.class)).containsExactly(HERE
                + "Overloaded#find() is overloaded; an endpoint is named after its method, so each name may occur once");
        assertThat(problems(Dollar.class)).containsExactly(HERE
                + "Dollar#a$b(): an endpoint is named after its method, and has only letters, digits, '-' and '_'");
    }

    @Test
    void endpointDoesNotReplaceWhatEveryObjectHas() {
        assertThat(problems(LikeObject.class)).containsExactly(
                HERE + "LikeObject#hashCode() is a method that every object has; expected another name for an endpoint",
                HERE + "LikeObject#toString() is a method that every object has; expected another name for an endpoint");
    }

    @Test
    void inheritedInterfacesAreIndexed() {
        assertThat(problems(Unindexed.class)).containsExactly("@NatsClient interface " + HERE
                + "Unindexed extends java.lang.AutoCloseable, which is not indexed, so its methods are not known;"
                + " expected an interface of the application or of an indexed dependency");
    }

    @Test
    void inheritedTypeVariablesAreRefused() {
        assertThat(problems(Inherits.class, Crud.class)).containsExactly(HERE
                + "Inherits#get() returns io.smallrye.mutiny.Uni<T>; expected a type without type variables, wildcards,"
                + " or arrays of generic types",
                HERE + "Inherits#put(): the parameter item is T; expected a type without type variables, wildcards, or arrays"
                        + " of generic types");
    }

    @Test
    void inheritedTypeVariablesMayBeMadeConcrete() {
        assertThat(problems(Overrides.class, Crud.class)).isEmpty();
        assertThat(new MeshScanner(Indexes.of(Overrides.class, Crud.class), "1.0.0").scan().contracts().get(0).methods())
                .extracting(method -> method.info().name() + method.info().parameterTypes())
                .containsExactly("get[java.lang.String]", "put[java.lang.String]");
    }

    @Test
    void defaultMethodIsNoEndpointEvenIfItReplacesAnInheritedOne() {
        assertThat(new MeshScanner(Indexes.of(Defaults.class, DefaultsBase.class), "1.0.0").scan().contracts().get(0)
                .methods()).extracting(method -> method.info().name()).containsExactly("remote");
    }

    @Test
    void resultIsAValueOrAWrappedOne() {
        assertThat(problems(Results.class)).containsExactly(
                HERE + "Results#bare() returns io.smallrye.mutiny.Uni without its type; expected Uni<T> with a concrete T",
                HERE + "Results#future() returns java.util.concurrent.CompletableFuture<java.lang.String>; expected Uni<T>,"
                        + " Multi<T>, CompletionStage<T>, a value, or void",
                HERE + "Results#many() returns io.smallrye.mutiny.Multi<java.lang.Void>; a stream has items, so expected a"
                        + " type that is a value",
                HERE + "Results#old() returns java.util.concurrent.Future<java.lang.String>; expected Uni<T>,"
                        + " Multi<T>, CompletionStage<T>, a value, or void",
                HERE + "Results#twice() returns io.smallrye.mutiny.Uni<io.smallrye.mutiny.Uni<java.lang.String>>; expected a T"
                        + " that is itself a value",
                HERE + "Results#wild() returns java.util.List<? extends java.lang.Number>; expected a type without type"
                        + " variables, wildcards, or arrays of generic types");
    }

    @Test
    void parameterIsAValue() {
        assertThat(problems(Parameters.class)).containsExactly(
                HERE + "Parameters#array(): the parameter lists is java.util.List<java.lang.String>[]; expected a type without"
                        + " type variables, wildcards, or arrays of generic types",
                HERE + "Parameters#later(): the parameter order is io.smallrye.mutiny.Uni<java.lang.String>; expected a value");
    }

    @Test
    void declaredExceptionCanBeRebuilt() {
        assertThat(problems(Failures.class, Abstract.class, Hidden.class, Inner.class, TwoWays.class,
                Rebuilt.class))
                .containsExactly(
                        HERE + "Failures#ambiguous() declares " + HERE + "TwoWays, which can't be rebuilt from JSON; expected a"
                                + " public constructor without parameters, with the message alone, or with the exception's"
                                + " properties (@JsonCreator if there are several)",
                        HERE + "Failures#hidden() declares " + HERE + "Hidden, which can't be rebuilt from JSON; expected a"
                                + " public constructor without parameters, with the message alone, or with the exception's"
                                + " properties (@JsonCreator if there are several)",
                        HERE + "Failures#inner() declares " + HERE + "Inner, an inner class, which can't be rebuilt without its"
                                + " outer object; expected a static class",
                        HERE + "Failures#partial() declares " + HERE + "Abstract, which is abstract and so can't be rebuilt;"
                                + " expected its concrete subclasses",
                        HERE + "Failures#same() declares " + HERE + "Rebuilt and " + Other.class.getName()
                                + "$Rebuilt, whose simple names are the same; the simple name travels, so it must be unique",
                        HERE + "Failures#vague() declares java.lang.Exception; expected exceptions of your own, which the"
                                + " caller's side rebuilds");
    }

    @Test
    void errorCodeIsThatOfAnError() {
        assertThat(problems(Plain.class, BadCode.class))
                .containsExactly(HERE + "BadCode has @ErrorCode(200); expected a code from 400 to 599");
    }

    @Test
    void protobufMessageIsAWholeBody() {
        assertThat(problems(Messages.class, Message.class, AbstractMessage.class, AbstractMessageLite.class,
                DynamicMessage.class, GeneratedMessage.class, StringValue.class)).containsExactly(
                        HERE + "Messages#among() has several parameters, and the parameter text is the protobuf message"
                                + " com.google.protobuf.StringValue; expected it alone, since a message is the whole request",
                        HERE + "Messages#any(): its result is com.google.protobuf.DynamicMessage; expected the generated class of"
                                + " a protobuf message",
                        HERE + "Messages#any(): the parameter message is com.google.protobuf.Message; expected the generated"
                                + " class of a protobuf message",
                        HERE + "Messages#many(): its result is java.util.Map<java.lang.String,"
                                + " java.util.List<com.google.protobuf.StringValue>>, which has a protobuf message in it;"
                                + " expected a message alone, with a repeated field or the like",
                        HERE + "Messages#many(): the parameter texts is com.google.protobuf.StringValue[], which has a protobuf"
                                + " message in it; expected a message alone, with a repeated field or the like");
    }

    @Test
    void onlyIdempotentMethodsAreRetried() {
        assertThat(problems(Retried.class)).containsExactly(HERE
                + "Retried#add() has @Retry but is not @Idempotent; only a call that does no harm when it runs twice may be"
                + " retried");
    }

    @Test
    void serviceIsAConcreteClassThatImplementsAContractInAProperVersion() {
        assertThat(problems(Plain.class, AbstractService.class)).containsExactly(
                "@NatsService must be on a class that can be a bean; " + HERE + "AbstractService is abstract");
        assertThat(problems(NoContract.class)).containsExactly("@NatsService class " + HERE
                + "NoContract implements no contract; expected an interface that is annotated with @NatsClient");
        assertThat(problems(Plain.class, BadVersion.class)).containsExactly("The version of @NatsService class " + HERE
                + "BadVersion is 'v1'; expected a semantic version as in 1.2.0, from the annotation or from"
                + " quarkus.application.version");
    }

    @Test
    void subjectIsServedOnceAndInOneVersion() {
        assertThat(problems(Plain.class, PlainService.class, OtherPlainService.class)).containsExactly(
                "The service 'plain' is served in version 2.0.0 by " + HERE + "OtherPlainService and in version 1.0.0 by "
                        + HERE + "PlainService; expected one version",
                "The subject plain.ask is served twice, by " + HERE + "OtherPlainService and by " + HERE + "PlainService ("
                        + HERE + "Plain#ask()); expected one");
    }

    @Test
    void qualifierIsOnInjectionPointsOfContracts() {
        assertThat(problems(WrongUser.class)).containsExactly(
                "@NatsClient at " + HERE + "WrongUser.text asks for the stub of java.lang.String, which is not a contract;"
                        + " expected an interface that is annotated with @NatsClient(\"name\")");
    }

    @Test
    void aContractThatIsNotIndexedIsNamed() {
        assertThat(problems(FarService.class)).containsExactly("@NatsService class " + HERE
                + "FarService implements no contract; expected an interface that is annotated with @NatsClient. Not indexed, so not"
                + " looked at: [" + HERE + "Far]; put an empty META-INF/beans.xml into the jar");
    }

    @Test
    void theNameAtAnInjectionPointIsTheContracts() {
        assertThat(problems(Plain.class, NamedUser.class)).containsExactly("@NatsClient(\"other\") at " + HERE
                + "NamedUser.plain asks for the stub of " + HERE
                + "Plain, whose service is 'plain'; expected @NatsClient without a"
                + " name");
    }

    @ParameterizedTest
    @CsvSource({ "1, 1.0.0", "1.0, 1.0.0", "1.0-SNAPSHOT, 1.0.0-SNAPSHOT", "2026.01, 2026.1.0", "1.2.3, 1.2.3",
            "1.2.3.Final, 1.2.3-Final", "1.2.3-rc.1, 1.2.3-rc.1", "1.2.3-rc.1+5, 1.2.3-rc.1+5", "main, main" })
    void theApplicationsVersionBecomesSemantic(String version, String semantic) {
        assertThat(
                new MeshScanner(Indexes.of(Plain.class, UnversionedService.class), version).scan().services().get(0).version())
                .isEqualTo(semantic);
    }

    @Test
    void allMistakesAreSaidAtOnce() {
        assertThat(problems(NoName.class, Overloaded.class, NoContract.class)).hasSize(3);
    }

    private static List<String> problems(Class<?>... classes) {
        var index = Indexes.of(classes);
        return new MeshValidator(new MeshScanner(index, "1.0.0").scan(), index, index, true).validate();
    }

    private static final class Indexes {

        static Index of(Class<?>... classes) {
            try {
                return Index.of(classes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    interface GoodBase {
        String inherited(int a, long b);
    }

    @NatsClient("good")
    interface Good extends GoodBase {
        Uni<Map<String, List<String>>> nested(List<Map<String, int[]>> value);

        CompletionStage<Void> stage();

        void nothing(String a, boolean b, char c, double d);

        byte[] bytes(String[][] strings);

        String fails() throws Rebuilt, Created, Named, IOException;

        @Retry
        @Idempotent
        String again();

        default String local() {
            return "";
        }

        static String constant() {
            return "";
        }
    }

    @NatsService(version = "1.0.0-rc.1+build.5")
    static class GoodService implements Good {
        @Override
        public String inherited(int a, long b) {
            return null;
        }

        @Override
        public Uni<Map<String, List<String>>> nested(List<Map<String, int[]>> value) {
            return null;
        }

        @Override
        public CompletionStage<Void> stage() {
            return null;
        }

        @Override
        public void nothing(String a, boolean b, char c, double d) {
        }

        @Override
        public byte[] bytes(String[][] strings) {
            return null;
        }

        @Override
        public String fails() {
            return null;
        }

        @Override
        public String again() {
            return null;
        }
    }

    static class GoodUser {
        @NatsClient
        Plain field;
        @NatsClient
        Instance<Plain> instance;

        GoodUser(@NatsClient Provider<Plain> provider) {
        }
    }

    @NatsClient("x")
    static class OnClass {
    }

    @NatsClient("plain")
    static class NamedQualifier implements Plain {
        @Override
        public String ask() {
            return "";
        }
    }

    @NatsClient
    static class PlainQualifier implements Plain {
        @Override
        public String ask() {
            return "";
        }
    }

    @NatsClient
    interface NoName {
        String ask();
    }

    @NatsClient("a.b c")
    interface BadName {
        String ask();
    }

    @NatsClient("x")
    interface Generic<T> {
        T ask();
    }

    @NatsClient("x")
    interface Nothing {
    }

    @NatsClient("x")
    interface Overloaded {
        String find(String name);

        String find(int number);
    }

    @NatsClient("x")
    interface Dollar {
        String a$b();
    }

    @NatsClient("x")
    interface LikeObject {
        String ask();

        @Override
        String toString();

        @Override
        int hashCode();
    }

    @NatsClient("x")
    interface Unindexed extends AutoCloseable {
        String ask();
    }

    interface Crud<T> {
        Uni<T> get(String id);

        Uni<Void> put(T item);
    }

    @NatsClient("x")
    interface Inherits extends Crud<String> {
    }

    @NatsClient("x")
    interface Overrides extends Crud<String> {
        @Override
        Uni<String> get(String id);

        @Override
        Uni<Void> put(String item);
    }

    interface DefaultsBase {
        String local();

        String remote();
    }

    @NatsClient("x")
    interface Defaults extends DefaultsBase {
        @Override
        default String local() {
            return "";
        }
    }

    @NatsClient("x")
    @SuppressWarnings("rawtypes")
    interface Results {
        Uni bare();

        CompletableFuture<String> future();

        Multi<Void> many();

        Future<String> old();

        Uni<Uni<String>> twice();

        List<? extends Number> wild();
    }

    @NatsClient("x")
    interface Parameters {
        void array(List<String>[] lists);

        void later(Uni<String> order);
    }

    static class Rebuilt extends Exception {
        public Rebuilt(String message) {
            super(message);
        }
    }

    static class Named extends Exception {
        public Named(int code, String reason) {
            super(reason + code);
        }
    }

    static class Created extends RuntimeException {
        @JsonCreator
        Created(@JsonProperty("sku") String sku, @JsonProperty("count") int count) {
            super(sku);
        }

        public Created(InputStream other, int count) {
            super();
        }
    }

    static class TwoWays extends Exception {
        public TwoWays(String a, int b) {
        }

        public TwoWays(int a, String b) {
        }
    }

    static class Hidden extends Exception {
        Hidden(int code) {
        }
    }

    class Inner extends Exception {
        public Inner() {
        }
    }

    @ErrorCode(200)
    static class BadCode extends Exception {
    }

    abstract static class Abstract extends Exception {
        public Abstract() {
        }
    }

    static final class Other {
        static class Rebuilt extends Exception {
        }
    }

    @NatsClient("x")
    interface Failures {
        void ambiguous() throws TwoWays;

        void hidden() throws Hidden;

        void inner() throws Inner;

        void partial() throws Abstract;

        void same() throws Rebuilt, Other.Rebuilt;

        void vague() throws Exception;
    }

    @NatsClient("x")
    interface Messages {
        StringValue alone(StringValue text);

        void among(StringValue text, int count);

        DynamicMessage any(Message message);

        Uni<Map<String, List<StringValue>>> many(StringValue[] texts);
    }

    @NatsClient("x")
    interface Retried {
        @Retry
        int add(int a);
    }

    @NatsClient("plain")
    interface Plain {
        String ask();
    }

    @NatsService
    abstract static class AbstractService implements Plain {
    }

    @NatsService
    static class NoContract {
    }

    @NatsService(version = "v1")
    static class BadVersion implements Plain {
        @Override
        public String ask() {
            return null;
        }
    }

    @NatsService
    static class PlainService implements Plain {
        @Override
        public String ask() {
            return null;
        }
    }

    @NatsService(version = "2.0.0")
    static class OtherPlainService implements Plain {
        @Override
        public String ask() {
            return null;
        }
    }

    static class WrongUser {
        @NatsClient
        String text;
    }

    @NatsClient("far")
    interface Far {
        void call();
    }

    @NatsService(version = "1.0.0")
    static class FarService implements Far {
        @Override
        public void call() {
            // Nothing to do.
        }
    }

    @NatsService
    static class UnversionedService implements Plain {
        @Override
        public String ask() {
            return null;
        }
    }

    static class NamedUser {
        @NatsClient("other")
        Plain plain;
    }
}
