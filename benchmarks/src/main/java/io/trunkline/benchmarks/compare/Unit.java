package io.trunkline.benchmarks.compare;

/// What a figure counts.
public enum Unit {
    NANOS("ns/op", "ns"),
    BYTES("bytes", "bytes"),
    SWITCHES("switches", "switches");

    private final String label;
    private final String word;

    Unit(String label, String word) {
        this.label = label;
        this.word = word;
    }

    /// Its name in JSON.
    public String label() {
        return label;
    }

    /// What follows a number, in text.
    String word() {
        return word;
    }
}
