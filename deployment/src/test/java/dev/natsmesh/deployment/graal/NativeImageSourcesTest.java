package dev.natsmesh.deployment.graal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.google.protobuf.RuntimeVersion;
import com.google.protobuf.Struct;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.ProdBuildResults;
import io.quarkus.test.ProdModeTestResults;
import io.quarkus.test.QuarkusProdModeTest;
import io.smallrye.mutiny.Uni;

/** What is handed to GraalVM, which needn't be there for that. */
class NativeImageSourcesTest {

    @RegisterExtension
    static final QuarkusProdModeTest BUILD = new QuarkusProdModeTest()
            .setArchiveProducer(() -> ShrinkWrap.create(JavaArchive.class).addClasses(Catalog.class, CatalogService.class,
                    Query.class, Range.class, Article.class, Part.class, Missing.class))
            .setForcedDependencies(List.of(Dependency.of("com.google.protobuf", "protobuf-java", "%d.%d.%d".formatted(
                    RuntimeVersion.MAJOR, RuntimeVersion.MINOR, RuntimeVersion.PATCH))))
            .setApplicationName("catalog")
            .setApplicationVersion("1.0.0")
            .overrideConfigKey("quarkus.native.enabled", "true")
            .overrideConfigKey("quarkus.native.sources-only", "true");

    @ProdBuildResults
    ProdModeTestResults results;

    @Test
    void typesThatTravelMayBeReflectedOn() throws IOException {
        String metadata = metadata();

        for (Class<?> type : List.of(Query.class, Range.class, Article.class, Part.class, Missing.class)) {
            assertThat(metadata).contains("\"" + type.getName() + "\"");
        }
    }

    @Test
    void whatJnatsMakesByNameMayBeReflectedOn() throws IOException {
        assertThat(metadata()).contains("\"io.nats.client.impl.SocketDataPort\"",
                "\"dev.natsmesh.runtime.transport.ThreadedPort\"", "\"dev.natsmesh.runtime.transport.EventLoopPort\"",
                "\"dev.natsmesh.runtime.codec.ExceptionJson$OwnProperties\"");
    }

    @Test
    void messagesWithAllTheyAreMadeOfMayBeReflectedOn() throws IOException {
        assertThat(metadata()).contains("\"com.google.protobuf.Struct\"", "\"com.google.protobuf.Struct$Builder\"",
                "\"com.google.protobuf.Value\"", "\"com.google.protobuf.ListValue$Builder\"",
                "\"com.google.protobuf.NullValue\"");
    }

    @Test
    void randomNumbersBeginAtRunTime() throws IOException {
        String arguments = entriesOfApplication(".class").values().stream()
                .filter(bytes -> bytes.contains("io.nats.client.NUID")).findFirst().orElse("");

        assertThat(arguments).contains("io.nats.client.support.RandomUtils", "initializeAtRunTime");
    }

    private String metadata() throws IOException {
        return String.join("\n", entriesOfApplication(".json").values());
    }

    /** The entries of the jar that GraalVM would compile, as text. */
    private Map<String, String> entriesOfApplication(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(results.getBuildDir())) {
            Path jar = files
                    .filter(file -> file.toString().contains("native-sources") && file.toString().endsWith("runner.jar"))
                    .findFirst().orElseThrow();
            try (JarFile application = new JarFile(jar.toFile())) {
                return application.stream().filter(entry -> entry.getName().endsWith(suffix))
                        .collect(Collectors.toMap(ZipEntry::getName, entry -> {
                            try {
                                return new String(application.getInputStream(entry).readAllBytes(),
                                        StandardCharsets.ISO_8859_1);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        }));
            }
        }
    }

    @NatsClient("catalog")
    public interface Catalog {
        Uni<List<Article>> find(Query query) throws Missing;

        Struct properties(String article);
    }

    @NatsService
    public static class CatalogService implements Catalog {
        @Override
        public Uni<List<Article>> find(Query query) {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Struct properties(String article) {
            return Struct.getDefaultInstance();
        }
    }

    public record Query(Range price) {
    }

    public record Range(int from, int to) {
    }

    public record Article(String name, Map<String, Part> parts) {
    }

    public record Part(String name) {
    }

    public static class Missing extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
