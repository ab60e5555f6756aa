package io.trunkline.pool.breaker;

/// Leave to run one call, from [CircuitBreaker#tryAcquire()]; whoever has it reports once, from any
/// thread, how the call went. [CircuitBreaker#call] does so by itself.
///
/// A permit that is not reported harms nothing: a closed circuit knows nothing of it, and a
/// half-open one gives its place to another call after [BreakerBuilder#probeLease].
public sealed interface Permit permits Closed, Disabled, Probe {
    /// The call went well.
    ///
    /// @param tookNanos how long it took; of no interest without [BreakerBuilder#slowCalls]
    void onSuccess(long tookNanos);

    /// The call failed, for a reason that is no exception.
    void onFailure(long tookNanos);

    /// The call threw. Whether that is a failure is for the breaker to say.
    void onError(long tookNanos, Throwable thrown);

    /// The call was not made, or says nothing.
    void release();
}
