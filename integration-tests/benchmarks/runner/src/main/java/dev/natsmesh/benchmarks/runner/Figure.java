package dev.natsmesh.benchmarks.runner;

/** What is measured. Broker means nats-server, service all instances together; where there are streams, a call is an item. */
enum Figure {

    /** Answered or failed, per second. */
    CALLS,
    /** Calls that failed, or got an answer that was not theirs; streams that failed, or had other than all their items. */
    FAILED,
    /** Processor time of all processes per call, in µs. */
    CPU,
    /** Processor time of the client per call, in µs. */
    CPU_CLIENT,
    /** Processor time of the service per call, in µs. */
    CPU_SERVICE,
    /** Processor time of the broker per call, in µs. */
    CPU_BROKER,
    /** Bytes that the client's threads allocate per call. */
    ALLOCATED_CLIENT,
    /** Bytes that the service's threads allocate per call. */
    ALLOCATED_SERVICE,
    /** System calls of the client that write, to sockets or to wake threads, per call. */
    WRITES_CLIENT,
    /** System calls of the service that write, per call. */
    WRITES_SERVICE,
    /** System calls of the broker that write, per call. */
    WRITES_BROKER,
    /** How often a thread of the client had to wait, per call. */
    SWITCHES_CLIENT,
    /** How often a thread of the service had to wait, per call. */
    SWITCHES_SERVICE,
    /** How often a thread of the broker had to wait, per call. */
    SWITCHES_BROKER,
    /** The mean of client and service. */
    SWITCHES_JVM,
    /** The median time of a call, in µs. */
    P50,
    /** The time that 99 % of the calls took at most, in µs. */
    P99,
    /** The time that 99.9 % of the calls took at most, in µs. */
    P999,
    /** The longest time of a call, in µs. */
    MAX,
    /** The processor time that all else on the machine took meanwhile, in % of what there is. */
    OTHERS,
    /** Memory of the client under load, in MB. */
    RSS_CLIENT,
    /** Memory of the service under load, in MB. */
    RSS_SERVICE,
    /** From the start of a service's process to the first answer, in ms. */
    START,
    /** Memory of the client after one call, in MB. */
    RSS_CLIENT_IDLE,
    /** Memory of the service after one call, in MB. */
    RSS_SERVICE_IDLE
}
