package io.trunkline.pool.resource;

/// Keeps what is behind the word in memory off its cache line.
abstract class IdleWordPadding extends IdleWord {
    long q00, q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14;
}
