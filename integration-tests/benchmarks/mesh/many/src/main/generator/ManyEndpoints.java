import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes contracts with many endpoints: for each number a contract {@code Many<number>}, a class that answers them all, and one
 * that calls them by number. Arguments: the directory for the sources, and the numbers.
 */
final class ManyEndpoints {

    private static final String PACKAGE = "dev.natsmesh.benchmarks.mesh";
    private static final String IMPORTS = """
            import java.util.List;
            import java.util.function.Function;
            import dev.natsmesh.NatsClient;
            import dev.natsmesh.benchmarks.driver.Order;
            import dev.natsmesh.benchmarks.driver.Quote;
            import io.smallrye.mutiny.Uni;
            """;

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]).resolve(PACKAGE.replace('.', '/')));
        for (int i = 1; i < arguments.length; i++) {
            int number = Integer.parseInt(arguments[i]);
            String contract = "Many" + number;
            write(directory, contract, "@NatsClient(\"many%1$d\") public interface Many%1$d".formatted(number), number,
                    "Uni<Quote> quote%d(Order order);");
            write(directory, contract + "Answers", "public class %1$sAnswers implements %1$s".formatted(contract), number,
                    "@Override public Uni<Quote> quote%d(Order order) { return Uni.createFrom().item(Quote.of(order)); }");
            String calls = IntStream.range(0, number).mapToObj("stub::quote%d"::formatted).collect(Collectors.joining(",\n"));
            write(directory, contract + "Calls", "public final class %sCalls".formatted(contract), 1,
                    "public static List<Function<Order, Uni<Quote>>> of(%s stub) { return List.of(\n%s); }".formatted(contract, calls));
        }
    }

    private static void write(Path directory, String name, String declaration, int number, String member) throws IOException {
        String members = IntStream.range(0, number).mapToObj(member::formatted).collect(Collectors.joining("\n"));
        Files.writeString(directory.resolve(name + ".java"),
                "package " + PACKAGE + ";\n" + IMPORTS + declaration + " {\n" + members + "\n}\n");
    }
}
