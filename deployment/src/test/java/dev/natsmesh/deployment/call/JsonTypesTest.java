package dev.natsmesh.deployment.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

/** The types that travel as JSON: each comes back as it was, and peers see the JSON that they would write. */
class JsonTypesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Zoo.class, ZooService.class, Animal.class, Cat.class, Dog.class,
            Page.class, Pair.class, Times.class, Options.class, Colour.class, Gadget.class);

    @NatsClient
    Zoo zoo;

    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = Nats.connect(MeshApplication.serverUrl());
        Gadget.made = 0;
    }

    @AfterEach
    void disconnect() throws Exception {
        connection.close();
    }

    @Test
    void genericTypesKeepTheirArguments() throws Exception {
        List<Map<String, Cat>> nested = List.of(Map.of("a", new Cat("Tom", 9)), Map.of());
        assertThat(zoo.nested(nested)).isEqualTo(nested);
        Page<Pair<Cat, LocalDate>> page = new Page<>(List.of(new Pair<>(new Cat("Tom", 9), LocalDate.of(2026, 1, 2))), 1);
        assertThat(zoo.page(page).await().atMost(PATIENCE)).isEqualTo(page);
        assertThat(reply("zoo.page",
                "{\"items\":[{\"left\":{\"kind\":\"cat\",\"name\":\"Tom\",\"lives\":9},\"right\":\"2026-01-02\"}],\"total\":1}"))
                .isEqualTo("{\"items\":[{\"left\":{\"kind\":\"cat\",\"name\":\"Tom\",\"lives\":9},\"right\":\"2026-01-02\"}],"
                        + "\"total\":1}");
        assertThat(zoo.arrays(new int[][]{ { 1 }, {} })).isDeepEqualTo(new int[][]{ { 1 }, {} });
    }

    @Test
    void optionalIsTheValueOrNull() throws Exception {
        Options full = new Options(Optional.of("x"), OptionalInt.of(1), OptionalLong.of(1L << 60), Optional.of(List.of("y")));
        Options none = new Options(Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), Optional.empty());
        assertThat(zoo.options(full)).isEqualTo(full);
        assertThat(zoo.options(none)).isEqualTo(none);
        assertThat(reply("zoo.options", "{\"text\":\"x\",\"many\":[]}"))
                .isEqualTo("{\"text\":\"x\",\"number\":null,\"big\":null,\"many\":[]}");
        assertThat(zoo.find(Optional.of("Tom"))).contains(new Cat("Tom", 9));
        assertThat(zoo.find(Optional.empty())).isEmpty();
        assertThat(zoo.present(List.of(Optional.of(1), Optional.empty()))).containsExactly(Optional.of(1), Optional.empty());
        assertThat(reply("zoo.find", "null")).isEqualTo("null");
        assertThat(reply("zoo.find", "\"Tom\"")).isEqualTo("{\"kind\":\"cat\",\"name\":\"Tom\",\"lives\":9}");
    }

    @Test
    void timesAreTexts() throws Exception {
        Instant instant = Instant.parse("2026-01-02T03:04:05.123456789Z");
        Times times = new Times(instant, LocalDate.of(2026, 1, 2), LocalTime.of(3, 4), LocalDateTime.of(2026, 1, 2, 3, 4, 5),
                OffsetDateTime.parse("2026-01-02T03:04:05Z"), ZonedDateTime.parse("2026-01-02T03:04:05Z"),
                Duration.ofMillis(1500), Period.ofDays(3), Year.of(2026), YearMonth.of(2026, 2), ZoneId.of("Europe/Berlin"),
                DayOfWeek.FRIDAY);
        assertThat(zoo.times(times)).isEqualTo(times);
        assertThat(reply("zoo.times", "{\"instant\":\"2026-01-02T03:04:05.123456789Z\",\"date\":\"2026-01-02\"}"))
                .startsWith("{\"instant\":\"2026-01-02T03:04:05.123456789Z\",\"date\":\"2026-01-02\",\"time\":null");
    }

    @Test
    void enumsAreTheirNames() throws Exception {
        assertThat(zoo.colours(Map.of(Colour.RED, 1))).isEqualTo(new EnumMap<>(Map.of(Colour.BLUE, 1)));
        assertThat(zoo.next(Colour.RED)).isEqualTo(Colour.BLUE);
        assertThat(reply("zoo.next", "\"RED\"")).isEqualTo("\"azure\"");
        Message wrong = connection.request("zoo.next", "\"hunter2\"".getBytes(UTF_8), PATIENCE);
        assertThat(wrong.getHeaders().getFirst("Nats-Service-Error-Code")).isEqualTo("400");
        assertThat(wrong.getHeaders().getFirst("Nats-Service-Error")).doesNotContain("hunter2");
    }

    @Test
    void numbersKeepTheirDigits() {
        BigDecimal digits = new BigDecimal("12345678901234567890.12345678901234567890");
        assertThat(zoo.exact(digits)).isEqualTo(digits);
        assertThat(zoo.big(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void subtypesAreThoseThatAreAnnotated() throws Exception {
        List<Animal> animals = List.of(new Cat("Tom", 9), new Dog("Rex"));
        assertThat(zoo.animals(animals)).isEqualTo(animals);
        assertThat(reply("zoo.animals", "[{\"kind\":\"dog\",\"name\":\"Rex\"}]"))
                .isEqualTo("[{\"kind\":\"dog\",\"name\":\"Rex\"}]");
        for (String other : List.of("{\"kind\":\"" + Gadget.class.getName() + "\",\"name\":\"x\"}",
                "{\"kind\":\"gadget\",\"name\":\"x\"}", "{\"@class\":\"" + Gadget.class.getName() + "\",\"name\":\"x\"}",
                "[\"" + Gadget.class.getName() + "\",{\"name\":\"x\"}]")) {
            Message reply = connection.request("zoo.animals", ("[" + other + "]").getBytes(UTF_8), PATIENCE);
            assertThat(reply.getHeaders().getFirst("Nats-Service-Error-Code")).as(other).isEqualTo("400");
        }
        assertThat(Gadget.made).isZero();
    }

    @Test
    void aPeerNamesNoClasses() throws Exception {
        for (String named : List.of("{\"@class\":\"" + Gadget.class.getName() + "\",\"name\":\"x\"}",
                "[\"" + Gadget.class.getName() + "\",{\"name\":\"x\"}]", "[\"java.util.ArrayList\",[1]]",
                "{\"@type\":\"" + Gadget.class.getName() + "\"}")) {
            assertThat(reply("zoo.anything", named)).isEqualTo(named);
        }
        assertThat(Gadget.made).isZero();
    }

    @Test
    void nullIsNotEmpty() throws Exception {
        assertThat(zoo.text(null)).isNull();
        assertThat(zoo.text("")).isEmpty();
        assertThat(zoo.nested(null)).isNull();
        assertThat(zoo.nested(List.of())).isEmpty();
        assertThat(zoo.nested(new ArrayList<>(List.of(Map.of())))).containsExactly(Map.of());
        assertThat(zoo.arrays(null)).isNull();
        assertThat(zoo.arrays(new int[0][])).isEmpty();
        assertThat(zoo.colours(null)).isNull();
        assertThat(zoo.colours(Map.of())).isEmpty();
        assertThat(zoo.names(Set.of())).isEmpty();
        assertThat(zoo.names(null)).isNull();

        assertThat(reply("zoo.text", "null")).isEqualTo("null");
        assertThat(reply("zoo.text", "\"\"")).isEqualTo("\"\"");
        assertThat(reply("zoo.nested", "null")).isEqualTo("null");
        assertThat(reply("zoo.nested", "[]")).isEqualTo("[]");
    }

    private String reply(String subject, String body) throws Exception {
        Message reply = connection.request(subject, body.getBytes(UTF_8), PATIENCE);
        assertThat(reply).as("the reply of %s", subject).isNotNull();
        assertThat(reply.getHeaders()).as("headers of %s", subject).isNull();
        return new String(reply.getData(), UTF_8);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({ @JsonSubTypes.Type(value = Cat.class, name = "cat"), @JsonSubTypes.Type(value = Dog.class, name = "dog") })
    public interface Animal {
    }

    public record Cat(String name, int lives) implements Animal {
    }

    public record Dog(String name) implements Animal {
    }

    /** What a peer would like to have made. */
    public static class Gadget implements Animal {

        static volatile int made;

        public String name;

        public Gadget() {
            made++;
        }
    }

    public record Pair<L, R>(L left, R right) {
    }

    public record Page<T>(List<T> items, int total) {
    }

    public record Options(Optional<String> text, OptionalInt number, OptionalLong big, Optional<List<String>> many) {
    }

    public record Times(Instant instant, LocalDate date, LocalTime time, LocalDateTime dateTime, OffsetDateTime offset,
            ZonedDateTime zoned, Duration duration, Period period, Year year, YearMonth month, ZoneId zone, DayOfWeek day) {
    }

    public enum Colour {
        RED, @JsonProperty("azure")
        BLUE
    }

    @NatsClient("zoo")
    public interface Zoo {
        List<Map<String, Cat>> nested(List<Map<String, Cat>> value);

        Uni<Page<Pair<Cat, LocalDate>>> page(Page<Pair<Cat, LocalDate>> page);

        int[][] arrays(int[][] value);

        Options options(Options options);

        Optional<Cat> find(Optional<String> name);

        List<Optional<Integer>> present(List<Optional<Integer>> values);

        Times times(Times times);

        Map<Colour, Integer> colours(Map<Colour, Integer> colours);

        Colour next(Colour colour);

        BigDecimal exact(BigDecimal number);

        long big(long number);

        List<Animal> animals(List<Animal> animals);

        Object anything(Object any);

        String text(String text);

        Set<String> names(Set<String> names);
    }

    @NatsService
    public static class ZooService implements Zoo {

        @Override
        public List<Map<String, Cat>> nested(List<Map<String, Cat>> value) {
            if (value != null) {
                value.forEach(map -> map.values().forEach(Cat::lives)); // they are cats and no maps
            }
            return value;
        }

        @Override
        public Uni<Page<Pair<Cat, LocalDate>>> page(Page<Pair<Cat, LocalDate>> page) {
            return Uni.createFrom().item(page);
        }

        @Override
        public int[][] arrays(int[][] value) {
            return value;
        }

        @Override
        public Options options(Options options) {
            return options;
        }

        @Override
        public Optional<Cat> find(Optional<String> name) {
            return name.map(known -> new Cat(known, 9));
        }

        @Override
        public List<Optional<Integer>> present(List<Optional<Integer>> values) {
            return values;
        }

        @Override
        public Times times(Times times) {
            return times;
        }

        @Override
        public Map<Colour, Integer> colours(Map<Colour, Integer> colours) {
            if (colours == null || colours.isEmpty()) {
                return colours;
            }
            return Map.of(Colour.BLUE, colours.get(Colour.RED));
        }

        @Override
        public Colour next(Colour colour) {
            return colour == Colour.RED ? Colour.BLUE : Colour.RED;
        }

        @Override
        public BigDecimal exact(BigDecimal number) {
            return number;
        }

        @Override
        public long big(long number) {
            return number;
        }

        @Override
        public List<Animal> animals(List<Animal> animals) {
            return animals;
        }

        @Override
        public Object anything(Object any) {
            return any;
        }

        @Override
        public String text(String text) {
            return text;
        }

        @Override
        public Set<String> names(Set<String> names) {
            return names;
        }
    }
}
