package dev.natsmesh.runtime.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.natsmesh.runtime.call.Headers;
import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.traffic.HeaderMatch;
import dev.natsmesh.traffic.TrafficPolicy;
import dev.natsmesh.traffic.VersionRule;
import dev.natsmesh.traffic.VersionShare;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class VersionRoutingTest {

    private static final int LOTS = 1000;

    private static VersionRouting routing(TrafficPolicy policy) {
        assertThat(policy.problems()).isEmpty();
        return VersionRouting.of("pricing", policy, "storefront", new SubjectPrefix("staging"));
    }

    private static TrafficPolicy with(List<VersionRule> rules, List<VersionShare> split) {
        return new TrafficPolicy(split, rules, Optional.empty(), List.of(), Optional.empty(), Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static VersionRule header(String name, String value, String version) {
        return new VersionRule(Optional.of(new HeaderMatch(name, Optional.ofNullable(value))), Optional.empty(), version);
    }

    @Property
    void eachVersionGetsExactlyItsLots(@ForAll("splits") List<VersionShare> split) {
        VersionRouting routing = routing(with(List.of(), split));
        Map<String, Integer> lots = new HashMap<>();
        for (int lot = 0; lot < LOTS; lot++) {
            lots.merge(routing.byShare(lot).version(), 1, Integer::sum);
        }
        assertThat(lots.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(LOTS);
        split.forEach(share -> assertThat(lots.getOrDefault(share.version(), 0)).isEqualTo(share.perMille()));
    }

    /** Each step of 0.1 %. The seed is fixed, so it holds or doesn't, whenever it runs. */
    @Test
    void callsAreWithinThreeStandardDeviationsOfTheirShare() {
        Random random = new Random(7919);
        int calls = 20_000;
        int outside = 0;
        for (int perMille = 1; perMille < LOTS; perMille++) {
            VersionRouting routing = routing(with(List.of(),
                    List.of(new VersionShare("1.3.0", perMille), new VersionShare("1.2.0", LOTS - perMille))));
            ServiceVersion canary = routing.byShare(0);
            int count = 0;
            for (int i = 0; i < calls; i++) {
                count += routing.byShare(random.nextInt(LOTS)) == canary ? 1 : 0;
            }
            double share = perMille / (double) LOTS;
            outside += Math.abs(count - calls * share) > 3 * Math.sqrt(calls * share * (1 - share)) ? 1 : 0;
        }
        // 2.7 of 999 are expected to be.
        assertThat(outside).isLessThanOrEqualTo(8);
    }

    @Property
    void rulesComeBeforeTheSplit(@ForAll("splits") List<VersionShare> split, @ForAll @IntRange(min = 0, max = 999) int lot) {
        VersionRouting routing = routing(
                with(List.of(header("X-Tester", "yes", "9.0.0"), header("X-Any", null, "9.1.0")), split));
        assertThat(routing.byRule(new Headers().add("X-Tester", "yes")).version()).isEqualTo("9.0.0");
        assertThat(routing.byRule(new Headers().add("X-Any", "7").add("X-Tester", "yes")).version()).isEqualTo("9.0.0");
        assertThat(routing.byRule(new Headers().add("X-Any", "7").add("X-Tester", "no")).version()).isEqualTo("9.1.0");
        assertThat(routing.byRule(new Headers().add("X-Tester", "no"))).isNull();
        assertThat(routing.byShare(lot)).isNotNull();
    }

    @Test
    void callersMatchByTheirName() {
        VersionRule ours = new VersionRule(Optional.empty(), Optional.of("storefront"), "1.3.0");
        VersionRule others = new VersionRule(Optional.empty(), Optional.of("backoffice"), "1.4.0");
        assertThat(routing(with(List.of(others, ours), List.of())).byRule(new Headers()).version()).isEqualTo("1.3.0");
        assertThat(routing(with(List.of(others), List.of()))).isNull();
        VersionRule both = new VersionRule(Optional.of(new HeaderMatch("X-Tester", Optional.empty())),
                Optional.of("storefront"),
                "1.5.0");
        assertThat(routing(with(List.of(both), List.of())).byRule(new Headers())).isNull();
        assertThat(routing(with(List.of(both), List.of())).byRule(new Headers().add("X-Tester", "")).version())
                .isEqualTo("1.5.0");
    }

    @Test
    void aVersionHasSubjectsOfItsOwn() {
        VersionRouting routing = routing(TrafficPolicy.NONE.withSplit(List.of(new VersionShare("1.3.0-rc.1", LOTS))));
        assertThat(routing.byShare(0).subject("eu.tax")).hasToString("staging._MESH.V.pricing.1_3_0-rc_1.eu.tax");
        assertThat(routing(TrafficPolicy.NONE)).isNull();
    }

    @Provide
    Arbitrary<List<VersionShare>> splits() {
        return Arbitraries.integers().between(0, LOTS).list().ofMaxSize(6).map(cuts -> {
            List<Integer> sorted = new ArrayList<>(cuts);
            sorted.add(LOTS);
            sorted.sort(null);
            List<VersionShare> split = new ArrayList<>();
            int from = 0;
            for (int to : sorted) {
                split.add(new VersionShare("1." + split.size() + ".0", to - from));
                from = to;
            }
            return split;
        });
    }
}
