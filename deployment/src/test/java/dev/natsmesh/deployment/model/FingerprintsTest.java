package dev.natsmesh.deployment.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonValue;

import dev.natsmesh.CallContext;
import dev.natsmesh.Header;
import dev.natsmesh.NatsClient;
import dev.natsmesh.Response;
import dev.natsmesh.Subject;
import dev.natsmesh.codec.ContentType;
import dev.natsmesh.runtime.discovery.Fingerprint;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Fingerprints change with what is on the wire, and with nothing else. Methods of two contracts are compared by their names. */
class FingerprintsTest {

    @ParameterizedTest
    @ValueSource(strings = { "asynchronous", "box", "collection", "renamedClass", "beanForRecord", "order", "optional",
            "nameOfOnlyParameter", "recursive", "split", "generic", "annotated", "enums", "value", "errors", "names",
            "nothing", "inherited", "bytes", "response" })
    void sameOnTheWire(String method) {
        assertThat(of(Then.class, method)).isEqualTo(of(Now.class, method));
    }

    @ParameterizedTest
    @ValueSource(strings = { "property", "propertyName", "propertyType", "deepProperty", "constants", "argumentNames",
            "moreArguments", "listForOne", "mapKeys", "subtypes", "shown", "library", "recursiveProperty", "typeArgument",
            "streamItems" })
    void otherRequest(String method) {
        Fingerprint then = of(Then.class, method);
        Fingerprint now = of(Now.class, method);
        assertThat(now.request()).isNotEqualTo(then.request());
        assertThat(now).isEqualTo(new Fingerprint(then.kind(), now.request(), then.result(), then.errors()));
    }

    @Test
    void otherResult() {
        Fingerprint then = of(Then.class, "result");
        Fingerprint now = of(Now.class, "result");
        assertThat(now.result()).isNotEqualTo(then.result());
        assertThat(now).isEqualTo(new Fingerprint(then.kind(), then.request(), now.result(), then.errors()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "moreErrors", "errorName", "errorProperty" })
    void otherErrors(String method) {
        Fingerprint then = of(Then.class, method);
        Fingerprint now = of(Now.class, method);
        assertThat(now.errors()).isNotEqualTo(then.errors());
        assertThat(now).isEqualTo(new Fingerprint(then.kind(), then.request(), then.result(), now.errors()));
    }

    @Test
    void otherKind() {
        Fingerprint then = of(Then.class, "kind");
        Fingerprint now = of(Now.class, "kind");
        assertThat(then.kind()).isEqualTo("unary");
        assertThat(now).isEqualTo(new Fingerprint("server-streaming", then.request(), then.result(), then.errors()));
    }

    /** Another build of the same contract must come to the same, so what is hashed must not change by accident. */
    @Test
    void stayTheSame() {
        assertThat(of(Then.class, "golden")).hasToString("1.server-streaming.97688752.092e0299.da85bc65");
    }

    @Test
    void whatIsOutsideOfTheBodyCounts() {
        Fingerprint plain = of(Outside.class, "plain");
        assertThat(Stream.of("token", "header", "otherHeader", "cbor").map(method -> of(Outside.class, method).toString()))
                .doesNotHaveDuplicates().doesNotContain(plain.toString());
        assertThat(of(Outside.class, "context")).isEqualTo(plain);
    }

    private static Fingerprint of(Class<?> contract, String method) {
        try {
            Index index = Index.of(Stream.concat(Stream.of(Other.Broken.class, Richer.Broken.class),
                    Stream.of(FingerprintsTest.class.getDeclaredClasses())).toList());
            Contract scanned = new MeshScanner(index, "1").scan().contracts().stream()
                    .filter(each -> each.type().name().toString().equals(contract.getName())).findFirst().orElseThrow();
            return new Fingerprints(index).of(scanned).endpoints().get(method);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @NatsClient("outside")
    interface Outside {
        int plain(String text);

        @Subject("outside.{region}.token")
        int token(String region, String text);

        int header(@Header("X-Region") String region, String text);

        int otherHeader(@Header("X-Place") String region, String text);

        @ContentType("application/cbor")
        int cbor(String text);

        int context(CallContext context, String text);
    }

    @NatsClient("shop")
    interface Then {
        Uni<Integer> asynchronous(Long value);

        int box(boolean value);

        List<String> collection(String[] values);

        Uni<Point> renamedClass(Point value);

        void beanForRecord(Point value);

        void order(Point value);

        void optional(String value);

        void nameOfOnlyParameter(String value);

        void recursive(Tree value);

        void split(Line value);

        void generic(Page<Point> value);

        void annotated(Point value);

        void enums(Color value);

        void value(String value);

        void errors() throws Broken, Lost;

        void names(int x, int y);

        Uni<Void> nothing();

        void inherited(Named value);

        void bytes(byte[] value);

        Uni<String> response();

        void property(Point value);

        void propertyName(Point value);

        void propertyType(Point value);

        void deepProperty(Map<String, List<Line>> value);

        void constants(Color value);

        void argumentNames(int x, int y);

        void moreArguments(int x);

        void listForOne(Point value);

        void mapKeys(Map<String, Point> value);

        void subtypes(Shape value);

        void shown(Secret value);

        void library(java.time.Instant value);

        void recursiveProperty(Tree value);

        void typeArgument(Page<Point> value);

        Multi<String> streamItems(Multi<Point> value);

        Point result(String value);

        void moreErrors() throws Broken;

        void errorName() throws Broken;

        void errorProperty() throws Other.Broken;

        Uni<String> kind(String value);

        Multi<Page<Line>> golden(Map<String, Tree> where, Color color, byte[] bytes, Optional<Integer> limit) throws Broken;
    }

    @NatsClient("shop")
    interface Now {
        int asynchronous(long value);

        CompletionStage<Integer> box(Boolean value);

        Set<String> collection(Collection<String> values);

        Uni<Place> renamedClass(Place value);

        void beanForRecord(PointBean value);

        void order(Turned value);

        void optional(Optional<String> value);

        void nameOfOnlyParameter(String other);

        void recursive(Branch value);

        void split(Stretch value);

        void generic(PointPage value);

        void annotated(Odd value);

        void enums(Paint value);

        void value(Sku value);

        void errors() throws Lost, Other.Broken;

        void names(int y, int x);

        void nothing();

        void inherited(OwnName value);

        void bytes(byte[] value);

        Uni<Response<String>> response();

        void property(Space value);

        void propertyName(Where value);

        void propertyType(Exact value);

        void deepProperty(Map<String, List<Journey>> value);

        void constants(Colors value);

        void argumentNames(int x, int z);

        void moreArguments(int x, int y);

        void listForOne(List<Point> value);

        void mapKeys(Map<Integer, Point> value);

        void subtypes(Form value);

        void shown(Open value);

        void library(java.time.LocalDate value);

        void recursiveProperty(Bush value);

        void typeArgument(Page<Space> value);

        Multi<String> streamItems(Multi<Space> value);

        Space result(String value);

        void moreErrors() throws Broken, Lost;

        void errorName() throws Lost;

        void errorProperty() throws Richer.Broken;

        Multi<String> kind(String value);
    }

    record Point(int x, int y) {
    }

    record Place(int x, int y) {
    }

    record Turned(int y, int x) {
    }

    record Where(int x, int z) {
    }

    record Exact(int x, double y) {
    }

    record Space(int x, int y, int z) {
    }

    public static class PointBean {
        private int x;
        private int y;
        static int count;

        public int getX() {
            return x;
        }

        public void setX(int x) {
            this.x = x;
        }

        public void setY(int y) {
            this.y = y;
        }

        int getHidden() {
            return y;
        }

        public boolean isNothing(int what) {
            return false;
        }
    }

    public static class Odd {
        public int x;
        @JsonProperty("y")
        private int other;
        @JsonIgnore
        public int ignored;
    }

    record Line(Point from, Point to) {
    }

    record Stretch(Point from, Place to) {
    }

    record Journey(Point from, Space to) {
    }

    record Tree(String name, List<Tree> children) {
    }

    record Branch(String name, List<Twig> children) {
    }

    record Twig(String name, Set<Branch> children) {
    }

    record Bush(String name, List<Bush> children, Bush parent) {
    }

    record Page<T>(List<T> items, int number) {
    }

    public static class BasePage<A, B> {
        public List<B> items;
        public A number;
    }

    public static class PointPage extends BasePage<Integer, Point> {
    }

    interface HasName {
        String getName();
    }

    interface Named extends HasName {
        String getURL();
    }

    record OwnName(String name, String url) {
    }

    enum Color {
        RED, GREEN
    }

    enum Paint {
        GREEN, @JsonProperty("RED")
        CRIMSON
    }

    enum Colors {
        RED, GREEN, BLUE
    }

    record Sku(String text) {
        @JsonValue
        public String text() {
            return text;
        }
    }

    @JsonSubTypes({ @JsonSubTypes.Type(value = Point.class, name = "point") })
    interface Shape {
    }

    @JsonSubTypes({ @JsonSubTypes.Type(value = Point.class, name = "point"),
            @JsonSubTypes.Type(value = Line.class, name = "line") })
    interface Form {
    }

    record Secret(String name, @JsonIgnore String password) {
    }

    record Open(String name, String password) {
    }

    static class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        public int getPart() {
            return 1;
        }
    }

    static class Lost extends Exception {
        private static final long serialVersionUID = 1L;
    }

    interface Other {
        class Broken extends RuntimeException {
            private static final long serialVersionUID = 1L;

            public int getPart() {
                return 1;
            }
        }
    }

    interface Richer {
        class Broken extends RuntimeException {
            private static final long serialVersionUID = 1L;

            public int getPart() {
                return 1;
            }

            public String getWhere() {
                return "";
            }
        }
    }
}
