package io.trunkline.ets.conformance;

/// What stands for "a table identifier" in recordings.
enum Tid {
    ANY
}
