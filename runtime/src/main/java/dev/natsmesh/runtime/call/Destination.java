package dev.natsmesh.runtime.call;

/** Who gets a call other than whichever instance the NATS servers choose: one instance of a service, or those of one version. */
public interface Destination {

    /** @param rest the subject that its service has, without the service's name */
    Subject subject(String rest);
}
