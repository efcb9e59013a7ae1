package dev.natsmesh.deployment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import jakarta.enterprise.inject.Produces;

import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.google.protobuf.AbstractMessage;
import com.google.protobuf.AbstractMessageLite;
import com.google.protobuf.GeneratedMessage;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;

import dev.natsmesh.NatsClient;
import dev.natsmesh.codec.BodyFormat;
import dev.natsmesh.codec.ContentType;
import dev.natsmesh.codec.Takes;
import dev.natsmesh.codec.ValueCodec;
import io.quarkus.jackson.JacksonMixin;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Which bodies an application can have, and what is said of those that it can't. */
class BodyMistakesTest {

    private static final String HERE = BodyMistakesTest.class.getName() + "$";
    private static final String EXPECTED = "; or Jackson's annotations on it (@JsonTypeInfo with @JsonSubTypes, or"
            + " @JsonDeserialize), or a BodyFormat that @Takes it";

    @Test
    void whatHasAFormIsAccepted() {
        assertThat(problems(Good.class, Item.class, Box.class, Shape.class, Circle.class, Built.class, Made.class, Colour.class,
                Money.class, Coins.class, MoneyFormat.class, Tree.class, Polymorphic.class, Deduced.class, Mixed.class,
                MixedIn.class,
                CsvFormat.class, StringValue.class, Message.class, AbstractMessage.class, AbstractMessageLite.class,
                GeneratedMessage.class)).isEmpty();
    }

    @Test
    void typesOfWhichThereAreNoObjectsAreRefused() {
        assertThat(problems(Bad.class, Plan.class, Half.class, Money.class)).containsExactly(
                HERE + "Bad#deep(): the parameter map is java.util.Map<java.lang.String, java.util.List<" + HERE
                        + "Plan>>, which nothing takes; expected a class, since " + HERE + "Plan is an interface" + EXPECTED,
                HERE + "Bad#half(): its result is " + HERE + "Half, which nothing takes; expected a class, since " + HERE
                        + "Half is abstract" + EXPECTED,
                HERE + "Bad#later(): its result is " + HERE + "Plan[], which nothing takes; expected a class, since " + HERE
                        + "Plan is an interface" + EXPECTED,
                HERE + "Bad#several(): the parameter money is " + HERE + "Money, which nothing takes; expected a class, since "
                        + HERE + "Money is an interface" + EXPECTED,
                HERE + "Bad#stream(): its result is java.util.stream.Stream<java.lang.String>, which nothing takes; expected a"
                        + " class, since java.util.stream.Stream is abstract",
                HERE + "Bad#stream(): the parameter stream is java.io.InputStream, which nothing takes; expected a class, since"
                        + " java.io.InputStream is abstract");
    }

    @Test
    void itemsOfStreamsAreBodies() {
        assertThat(problems(Streams.class, Plan.class, Item.class)).containsExactly(
                HERE + "Streams#bytes() has @ContentType(\"application/cbor\"), but no body that it could be for; expected none,"
                        + " or a parameter or result whose type doesn't decide on the form itself",
                HERE + "Streams#in(): an item of the parameter plans is " + HERE
                        + "Plan, which nothing takes; expected a class,"
                        + " since " + HERE + "Plan is an interface" + EXPECTED,
                HERE + "Streams#out(): its result is " + HERE + "Plan, which nothing takes; expected a class, since " + HERE
                        + "Plan is an interface" + EXPECTED,
                HERE + "Streams#several() has several parameters, which text/plain is not for; expected one, or"
                        + " application/json or application/cbor",
                HERE + "Streams#text(): an item of the parameter items is " + HERE + "Item, which nothing takes; expected"
                        + " java.lang.String, which alone is text/plain");
    }

    @Test
    void whatACustomizedMapperTakesIsNotKnown() {
        assertThat(problems(Planned.class, Plan.class)).hasSize(1);
        assertThat(problems(Planned.class, Plan.class, Customizer.class)).isEmpty();
        assertThat(problems(Planned.class, Plan.class, Producer.class)).isEmpty();
    }

    @Test
    void contentTypeIsOneThatThereIs() {
        String known = "expected one of application/cbor, application/json, application/octet-stream, application/protobuf,"
                + " text/plain, or a BodyFormat with that @ContentType";
        assertThat(problems(Unknown.class)).containsExactly("@ContentType(\"text/csv\") on " + HERE + "Unknown: " + known,
                HERE + "Unknown#other() has @ContentType(\"cbor\"); " + known);
        assertThat(problems(Unknown.class, CsvFormat.class)).hasSize(1).allMatch(problem -> problem.contains("text/csv,"));
    }

    @Test
    void cborNeedsItsLibrary() {
        assertThat(problems(Cbor.class)).isEmpty();
        assertThat(problemsWithoutCbor(Cbor.class)).containsExactly("@ContentType(\"application/cbor\") on " + HERE
                + "Cbor: expected the dependency com.fasterxml.jackson.dataformat:jackson-dataformat-cbor, which writes it");
        assertThat(problemsWithoutCbor(Cbor.class, OwnCbor.class)).isEmpty();
    }

    @Test
    void contentTypeIsForTheTypes() {
        assertThat(problems(Misplaced.class, Item.class, Money.class, Coins.class, MoneyFormat.class)).containsExactly(
                HERE + "Misplaced#bytes() has @ContentType(\"application/cbor\"), but no body that it could be for; expected"
                        + " none, or a parameter or result whose type doesn't decide on the form itself",
                HERE + "Misplaced#money(): its result is " + HERE + "Item, which nothing takes; expected " + HERE
                        + "Money, for which text/x-money is",
                HERE + "Misplaced#nothing() has @ContentType(\"text/plain\"), but no body that it could be for; expected none,"
                        + " or a parameter or result whose type doesn't decide on the form itself",
                HERE + "Misplaced#octets(): its result is " + HERE + "Item, which nothing takes; expected byte[] or"
                        + " io.vertx.core.buffer.Buffer, which are application/octet-stream",
                HERE + "Misplaced#protobuf(): the parameter item is " + HERE + "Item, which nothing takes; expected the"
                        + " generated class of a protobuf message, which is application/protobuf",
                HERE + "Misplaced#several() has several parameters, which text/plain is not for; expected one, or"
                        + " application/json or application/cbor",
                HERE + "Misplaced#text(): its result is int, which nothing takes; expected java.lang.String, which alone is"
                        + " text/plain",
                HERE + "Misplaced#whole() has several parameters, and the parameter money is " + HERE
                        + "Coins, which is a whole body by " + HERE + "MoneyFormat; expected it alone");
    }

    @Test
    void formatsSayWhatTheyAreAndExcludeEachOther() {
        assertThat(problems(MoneyFormat.class, OtherMoneyFormat.class, CsvFormat.class, OtherCsvFormat.class, Silent.class,
                Everything.class, Parameters.class)).containsExactly(
                        "@ContentType(\"text/csv; header=present\") on " + HERE
                                + "Parameters: expected a media type without parameters, as in text/csv",
                        HERE + "CsvFormat and " + HERE + "OtherCsvFormat are both for Text/CSV; expected one format",
                        HERE + "Everything is for application/json of all types; expected @Takes with those that it is for",
                        HERE + "Money is taken by " + HERE + "MoneyFormat and by " + HERE
                                + "OtherMoneyFormat; expected one format",
                        HERE + "Silent is a BodyFormat; expected @ContentType on it, which says what its bodies are, as in"
                                + " @ContentType(\"text/csv\")");
    }

    private static List<String> problems(Class<?>... classes) {
        return problems(true, classes);
    }

    private static List<String> problemsWithoutCbor(Class<?>... classes) {
        return problems(false, classes);
    }

    private static List<String> problems(boolean hasCbor, Class<?>... classes) {
        try {
            Index index = Index.of(classes);
            return new MeshValidator(new MeshScanner(index, "1.0.0").scan(), index, index, hasCbor).validate().stream().sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @NatsClient("good")
    interface Good {
        Uni<byte[]> bytes(byte[] bytes);

        Buffer buffer(Buffer buffer);

        JsonObject object(JsonArray array);

        JsonNode node(JsonNode node);

        Optional<Item> optional(Optional<List<Item>> item);

        OptionalInt times(Instant at, LocalDate day, Duration time, ZoneId zone, Calendar calendar);

        Box<List<Map<String, Item>>> generic(Box<Item> box);

        Collection<Set<Item[]>> collections(Iterable<Number> numbers, Map<Colour, Integer> colours,
                EnumMap<TimeUnit, CharSequence> units);

        Object anything(Object any);

        Shape annotated(List<Shape> shapes);

        Built built(Made made);

        Polymorphic polymorphic(Tree tree);

        Mixed mixed();

        Money money(Coins coins);

        StringValue message(StringValue value);

        @ContentType("text/plain")
        String text(String text);

        @ContentType("application/cbor")
        byte[] cbor(String text);

        @ContentType("application/cbor")
        void several(byte[] bytes, Item item);

        @ContentType("application/octet-stream")
        byte[] octets();

        @ContentType("text/x-money")
        Money asked();

        @ContentType("text/csv")
        Plan anyTypeByAFormat(List<Plan> plans);

        Multi<Item> items(Multi<Shape> shapes, Item first, int count);

        @ContentType("text/plain")
        Multi<String> lines(String first, Multi<byte[]> parts);

        Uni<StringValue> messages(Multi<StringValue> messages, StringValue first);

        Multi<Money> all(Money first, Multi<Coins> others);
    }

    @NatsClient("streams")
    interface Streams {
        @ContentType("application/cbor")
        Multi<byte[]> bytes(Multi<Buffer> buffers);

        Uni<Item> in(Multi<Plan> plans);

        Multi<Plan> out();

        @ContentType("text/plain")
        Multi<String> several(String a, Multi<String> items, String b);

        @ContentType("text/plain")
        void text(String name, Multi<Item> items);
    }

    record Item(String name) {
    }

    record Box<T>(T value) {
    }

    enum Colour {
        RED {
            @Override
            int value() {
                return 1;
            }
        };

        abstract int value();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Circle.class, name = "circle"))
    interface Shape {
    }

    record Circle(int radius) implements Shape {
    }

    @JsonDeserialize(as = Item.class)
    interface Built {
    }

    interface Made {
        @JsonCreator
        static Made of(String text) {
            return null;
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @JacksonAnnotationsInside
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @interface Deduced {
    }

    @Deduced
    interface Polymorphic {
    }

    abstract static class Tree implements Shape {
    }

    interface Mixed {
    }

    @JacksonMixin(Mixed.class)
    static class MixedIn {
    }

    interface Plan {
    }

    abstract static class Half {
    }

    @NatsClient("bad")
    interface Bad {
        void deep(Map<String, List<Plan>> map);

        Half half();

        Uni<Plan[]> later();

        void several(int count, Money money);

        Stream<String> stream(InputStream stream);
    }

    @NatsClient("planned")
    interface Planned {
        void plan(Plan plan);
    }

    static class Customizer implements ObjectMapperCustomizer {
        @Override
        public void customize(ObjectMapper mapper) {
        }
    }

    static class Producer {
        @Produces
        ObjectMapper mapper() {
            return null;
        }
    }

    @NatsClient("unknown")
    @ContentType("text/csv")
    interface Unknown {
        String one();

        @ContentType("cbor")
        String other();
    }

    @NatsClient("cbor")
    @ContentType("application/cbor")
    interface Cbor {
        String one(int a, int b);

        byte[] other(Buffer buffer);
    }

    @NatsClient("misplaced")
    interface Misplaced {
        @ContentType("application/cbor")
        byte[] bytes(Buffer buffer);

        @ContentType("text/x-money")
        Item money();

        @ContentType("text/plain")
        void nothing();

        @ContentType("application/octet-stream")
        Item octets(byte[] bytes);

        @ContentType("application/protobuf")
        void protobuf(Item item);

        @ContentType("text/plain")
        String several(String a, String b);

        @ContentType("text/plain")
        int text(String text);

        void whole(int count, Coins money);
    }

    interface Money {
    }

    record Coins(int count) implements Money {
    }

    abstract static class Format implements BodyFormat {
        @Override
        public ValueCodec<?> codec(Type type) {
            return null;
        }
    }

    @ContentType("text/x-money")
    @Takes(Money.class)
    static class MoneyFormat extends Format implements BodyFormat {
    }

    @ContentType("text/x-other-money")
    @Takes(Money.class)
    static class OtherMoneyFormat extends Format implements BodyFormat {
    }

    @ContentType("text/csv")
    static class CsvFormat extends Format implements BodyFormat {
    }

    @ContentType("Text/CSV")
    static class OtherCsvFormat extends Format implements BodyFormat {
    }

    static class Silent extends Format implements BodyFormat {
    }

    @ContentType("application/json")
    static class Everything extends Format implements BodyFormat {
    }

    @ContentType("text/csv; header=present")
    static class Parameters extends Format implements BodyFormat {
    }

    @ContentType("application/cbor")
    static class OwnCbor extends Format implements BodyFormat {
    }
}
