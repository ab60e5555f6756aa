package io.trunkline.ets;

/// The message that tells a subscriber that [Subscription#drain()] has something for it. There is
/// at most one of a subscription in its mailbox.
public record TableNews(Subscription<?> subscription) {}
