package dev.natsmesh.deployment.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

import dev.natsmesh.Gather;
import dev.natsmesh.NatsClient;
import dev.natsmesh.deployment.model.MeshScanner;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/**
 * Pins what is generated. When a change is intended, write the golden file anew:
 * {@code ./mvnw -pl runtime,deployment,integration-tests,integration-tests/testkit package -Dtest=StubGeneratorTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dnatsmesh.golden=write}, and look at the difference.
 */
class StubGeneratorTest {

    private static final Path GOLDEN = Path.of("src/test/resources/Everything_NatsStub.txt");

    @Test
    void stubIsTheSameAsInTheGoldenFile() throws IOException {
        String generated = generate();
        if ("write".equals(System.getProperty("natsmesh.golden"))) {
            Files.writeString(GOLDEN, generated);
        }
        assertThat(generated)
                .as("the generated stub differs from %s; if that is intended, run this test with -Dnatsmesh.golden=write",
                        GOLDEN)
                .isEqualTo(Files.readString(GOLDEN));
    }

    private static String generate() throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        StubGenerator generator = new StubGenerator(classes::put);
        new MeshScanner(Index.of(Everything.class, Inherited.class), "1.0.0").scan().contracts().forEach(generator::generate);
        assertThat(classes).hasSize(1);
        StringWriter text = new StringWriter();
        new ClassReader(classes.values().iterator().next()).accept(
                new TraceClassVisitor(null, new Textifier(), new PrintWriter(text)), ClassReader.SKIP_DEBUG);
        return text.toString().replace("\r\n", "\n");
    }

    interface Inherited {
        String inherited(String value);
    }

    @NatsClient("everything")
    interface Everything extends Inherited {

        Uni<List<String>> uni(String value);

        Uni<Void> uniOfNothing();

        CompletionStage<Map<String, Integer>> stage(int a, String b, long c);

        String value(String a, List<String> b) throws IOException, IllegalStateException;

        String[] array(int[] values);

        void nothing(boolean flag);

        int number();

        long longNumber(long a, double b);

        double fraction(float value);

        boolean yes(byte a, short b, char c);

        @Gather
        Multi<String> ofEveryInstance(String value);

        default String local() {
            return "";
        }
    }
}
