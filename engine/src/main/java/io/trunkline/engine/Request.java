package io.trunkline.engine;

/// A call as a threaded process receives it: answer with `from.reply(...)`.
public record Request(Call<?> call, From from) {}
