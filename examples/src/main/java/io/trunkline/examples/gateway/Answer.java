package io.trunkline.examples.gateway;

/// A response and what the way to it took.
public record Answer(Response response, Timeline timeline) {}
