package io.trunkline.examples.gateway;

/// A row of the table of paths: what was asked for, and how much of it.
///
/// @param requests how many requests were answered, in any way
/// @param bytes how many bytes were served
public record PathTraffic(String path, long requests, long bytes) {}
