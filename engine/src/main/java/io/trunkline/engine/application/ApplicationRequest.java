package io.trunkline.engine.application;

import io.trunkline.engine.Call;

import java.util.List;

/// What the controller is asked.
sealed interface ApplicationRequest<R> extends Call<R> {
    /// Answered with the message of a [BadApplication] where there is something wrong, else with an
    /// empty text.
    record Load(List<Application> applications) implements ApplicationRequest<String> {}

    record Start(String name) implements ApplicationRequest<StartResult> {}

    record EnsureStarted(String name) implements ApplicationRequest<EnsureResult> {}

    record Stop(String name, boolean forced) implements ApplicationRequest<StopResult> {}

    record StopAll() implements ApplicationRequest<Boolean> {}

    record WhichRun() implements ApplicationRequest<List<String>> {}
}
