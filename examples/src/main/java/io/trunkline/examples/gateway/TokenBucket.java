package io.trunkline.examples.gateway;

/// A row of the table of rate limits: a client's bucket of tokens, as the moment at which it will
/// be full again.
record TokenBucket(String client, long fullAt) {}
