/// The engine's protocols in small, each with one step broken: tests that must fail. What fails
/// here shows that the test of the same shape on the real classes could fail.
///
/// [io.trunkline.stress.twins.Model] is a process's protocol without a flaw and passes
/// [io.trunkline.stress.twins.ModelControl]; every twin takes one step of it away. `bin/jcstress
/// --twins` runs them and fails unless each is caught.
package io.trunkline.stress.twins;
