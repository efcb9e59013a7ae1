package dev.natsmesh.runtime.traffic;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.natsmesh.runtime.call.SubjectPrefix;
import dev.natsmesh.runtime.transport.BucketListener;
import dev.natsmesh.traffic.TrafficPolicy;

/** The policies of the services that this application calls. */
public final class TrafficPolicies implements BucketListener {

    private final SubjectPrefix prefix;
    private final Map<String, ServiceTraffic> byService = new TreeMap<>();

    /**
     * @param services the names of the services that are called
     * @param configured by service
     * @param caller this application's name
     */
    public TrafficPolicies(Collection<String> services, Map<String, TrafficPolicy> configured, String caller,
            SubjectPrefix prefix,
            List<TrafficListener> listeners) {
        this.prefix = prefix;
        List<TrafficListener> all = List.copyOf(listeners);
        services.forEach(service -> byService.computeIfAbsent(service,
                name -> new ServiceTraffic(name, configured.get(name), caller, prefix, all)));
    }

    /** That of a service, {@code null} if it isn't one that is called. */
    public ServiceTraffic of(String service) {
        return byService.get(service);
    }

    /** By the services' names, in their order. */
    public Map<String, ServiceTraffic> all() {
        return byService;
    }

    @Override
    public void stored(String key, long revision, byte[] value) {
        ServiceTraffic traffic = ofKey(key);
        if (traffic != null) {
            traffic.stored(revision, value);
        }
    }

    @Override
    public void deleted(String key) {
        ServiceTraffic traffic = ofKey(key);
        if (traffic != null) {
            traffic.deleted();
        }
    }

    /** Applications with a prefix have policies of their own. */
    private ServiceTraffic ofKey(String key) {
        String own = prefix.before("");
        return key.startsWith(own) ? byService.get(key.substring(own.length())) : null;
    }
}
