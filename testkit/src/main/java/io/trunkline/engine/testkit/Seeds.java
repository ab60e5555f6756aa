package io.trunkline.engine.testkit;

import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A test that is run over many schedules: once for each seed from 1 to [#value()], on a simulated
/// node of its own each time. A run that fails is reported under its seed; with
/// `-Dtrunkline.seed=N` it is repeated alone.
@TestTemplate
@ExtendWith({TrunklineExtension.class, SeedRuns.class})
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Seeds {
    /// How many seeds.
    int value();
}
