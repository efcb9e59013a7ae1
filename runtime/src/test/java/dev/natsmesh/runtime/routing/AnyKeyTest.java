package dev.natsmesh.runtime.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import dev.natsmesh.runtime.call.SubjectPrefix;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for sticky keys, whatever they and the instances are called. */
class AnyKeyTest {

    private static final int KEYS = 2_000;

    private static Instance instance(String id) {
        return new Instance("pricing", id, "1.0.0", false, SubjectPrefix.NONE);
    }

    private static Instance owner(String key, List<Instance> instances) {
        return Rendezvous.owner(Rendezvous.hash(key), instances.toArray(Instance[]::new));
    }

    @Property
    void hasTheHashOfItsUtf8(@ForAll("texts") String key) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        }
        assertThat(Rendezvous.hash(key)).isEqualTo(hash);
    }

    @Property
    void hasTheSameOwnerInWhateverOrderInstancesAreKnown(@ForAll String key, @ForAll("ids") Set<String> ids,
            @ForAll Random random) {
        List<Instance> instances = new ArrayList<>(ids.stream().map(AnyKeyTest::instance).toList());
        String owner = owner(key, instances).id();
        Collections.shuffle(instances, random);
        assertThat(owner(key, instances).id()).isEqualTo(owner);
    }

    @Property
    void movesOnlyToWhoComes(@ForAll String key, @ForAll("ids") Set<String> ids, @ForAll("id") String id) {
        List<Instance> instances = new ArrayList<>(ids.stream().map(AnyKeyTest::instance).toList());
        Instance owner = owner(key, instances);
        Instance joined = instance(id);
        instances.add(joined);
        assertThat(owner(key, instances)).isIn(owner, joined);
    }

    @Property
    void movesOnlyFromWhoLeavesAndBack(@ForAll String key, @ForAll("ids") Set<String> ids, @ForAll Random random) {
        List<Instance> instances = new ArrayList<>(ids.stream().map(AnyKeyTest::instance).toList());
        Instance owner = owner(key, instances);
        Instance leaving = instances.remove(random.nextInt(instances.size()));
        if (!instances.isEmpty() && leaving != owner) {
            assertThat(owner(key, instances)).isSameAs(owner);
        }
        instances.add(leaving);
        assertThat(owner(key, instances)).isSameAs(owner);
    }

    @Property(tries = 100)
    void isOneOfManyThatAreSpreadEvenly(@ForAll("ids") Set<String> ids, @ForAll("texts") String prefix,
            @ForAll @IntRange(max = 1_000_000) int first) {
        List<Instance> instances = ids.stream().map(AnyKeyTest::instance).toList();
        double share = (double) KEYS / instances.size();
        instances.forEach(instance -> assertThat((double) IntStream.range(first, first + KEYS)
                .filter(i -> owner(prefix + i, instances) == instance).count())
                .as("keys of %s among %s", instance, ids).isCloseTo(share, within(6 * Math.sqrt(share) + 1)));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(Arbitraries.strings().alpha(), Arbitraries.strings().ofMaxLength(20))
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
    }

    @Provide
    Arbitrary<String> id() {
        return Arbitraries.strings().withChars("0123456789abcdef-_").ofMinLength(1).ofMaxLength(32);
    }

    @Provide
    Arbitrary<Set<String>> ids() {
        return id().set().ofMinSize(1).ofMaxSize(8);
    }
}
