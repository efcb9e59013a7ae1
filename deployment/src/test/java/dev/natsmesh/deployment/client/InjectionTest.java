package dev.natsmesh.deployment.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Provider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.natsmesh.NatsClient;
import dev.natsmesh.NatsService;
import dev.natsmesh.deployment.MeshApplication;
import io.quarkus.test.QuarkusUnitTest;

class InjectionTest {

    @RegisterExtension
    static final QuarkusUnitTest APP = MeshApplication.of(Served.class, ServedHere.class, Elsewhere.class, Replaced.class,
            Replacement.class, Chosen.class, ChosenAlternative.class, Hidden.class, HiddenService.class, Inherited.class,
            Endpoints.class, InheritedService.class, Mocked.class, MockedEverywhere.class);

    @Inject
    Served plain;
    @NatsClient
    Served stub;
    @Inject
    Instance<Served> instance;
    @NatsClient
    Instance<Served> stubInstance;
    @NatsClient
    Provider<Served> stubProvider;
    @Inject
    Elsewhere elsewhere;
    @Inject
    Replaced replaced;
    @NatsClient
    Replaced replacedStub;
    @Inject
    Chosen chosen;
    @NatsClient
    Hidden hidden;
    @NatsClient
    Inherited inherited;
    @NatsClient
    Mocked mockedStub;
    @Inject
    Mocked mocked;

    @Test
    void plainInjectionGivesTheBeanThatServesTheContractHere() {
        assertThat(plain.where()).doesNotContain("nats");
        assertThat(instance.get().where()).doesNotContain("nats");
    }

    @Test
    void qualifierGivesTheStub() {
        for (Served served : List.of(stub, stubInstance.get(), stubProvider.get())) {
            assertThat(served.where()).isEqualTo("nats");
        }
        assertThat(stubInstance.isResolvable()).isTrue();
    }

    @Test
    void plainInjectionGivesTheStubOfWhatIsServedElsewhere() {
        assertThat(elsewhere.toString()).contains("NatsStub");
    }

    @Test
    void beanOfTheApplicationComesBeforeTheStub() {
        assertThat(replaced.ask()).isEqualTo("the application's own");
        assertThat(replacedStub.toString()).contains("NatsStub");
        assertThat(chosen.ask()).isEqualTo("the alternative");
    }

    @Test
    void beanWithTheQualifierTakesTheStubsPlace() {
        assertThat(mockedStub.ask()).isEqualTo("not the stub");
        assertThat(mocked.ask()).isEqualTo("not the stub");
    }

    @Test
    void contractMayBePackagePrivate() {
        assertThat(hidden.ask("x")).isEqualTo("hidden x");
    }

    @Test
    void inheritedMethodsAreEndpoints() {
        assertThat(inherited.twice(21)).isEqualTo(42);
        assertThat(inherited.local()).isEqualTo("local");
    }

    @NatsClient("served")
    public interface Served {
        String where();
    }

    @NatsService
    public static class ServedHere implements Served {
        @Override
        public String where() {
            return StackWalker.getInstance().walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                    .anyMatch(name -> name.endsWith("BeanInvocation"))) ? "nats" : "here";
        }
    }

    @NatsClient("elsewhere")
    public interface Elsewhere {
        String ask();
    }

    @NatsClient("replaced")
    public interface Replaced {
        String ask();
    }

    @ApplicationScoped
    public static class Replacement implements Replaced {
        @Override
        public String ask() {
            return "the application's own";
        }
    }

    @NatsClient("chosen")
    public interface Chosen {
        String ask();
    }

    @Alternative
    @jakarta.annotation.Priority(1)
    @ApplicationScoped
    public static class ChosenAlternative implements Chosen {
        @Override
        public String ask() {
            return "the alternative";
        }
    }

    @NatsClient("mocked")
    public interface Mocked {
        String ask();
    }

    @Default
    @NatsClient
    @Alternative
    @jakarta.annotation.Priority(1)
    @ApplicationScoped
    public static class MockedEverywhere implements Mocked {
        @Override
        public String ask() {
            return "not the stub";
        }
    }

    @NatsClient("hidden")
    interface Hidden {
        String ask(String what);
    }

    @NatsService
    static class HiddenService implements Hidden {
        @Override
        public String ask(String what) {
            return "hidden " + what;
        }
    }

    public interface Endpoints {
        int twice(int number);

        default String local() {
            return "remote";
        }
    }

    @NatsClient("inherited")
    public interface Inherited extends Endpoints {
        @Override
        default String local() {
            return "local";
        }
    }

    @NatsService
    public static class InheritedService implements Inherited {
        @Override
        public int twice(int number) {
            return 2 * number;
        }
    }
}
