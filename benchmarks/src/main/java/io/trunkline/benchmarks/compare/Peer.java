package io.trunkline.benchmarks.compare;

/// Whom we compare ourselves with.
public enum Peer {
    BEAM("BEAM"),
    PEKKO("Pekko"),
    VIRTUAL_THREADS("virtual threads"),
    DISRUPTOR("raw Disruptor"),
    JCTOOLS("raw JCTools queue"),
    HASH_MAP("ConcurrentHashMap"),
    SKIP_LIST("ConcurrentSkipListMap"),
    CAFFEINE("Caffeine"),
    GUAVA("Guava multimap"),
    THREAD_POOL("ThreadPoolExecutor"),
    FORK_JOIN_POOL("ForkJoinPool"),
    COMMONS_POOL("commons-pool2"),
    RESILIENCE4J("resilience4j"),
    FAILSAFE("Failsafe"),
    SUBMISSION_PUBLISHER("SubmissionPublisher"),
    PEKKO_STREAMS("Pekko Streams"),
    PEKKO_STREAMS_FUSED("Pekko Streams, fused"),

    /// The same workload of ours while no timer waits.
    WITHOUT_TIMERS("without timers");

    private final String label;

    Peer(String label) {
        this.label = label;
    }

    /// Its name in tables and in JSON.
    public String label() {
        return label;
    }
}
