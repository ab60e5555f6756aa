/// The strongest cases of the suite that OTP tests its ets with, expressed anew from what they
/// prove. Each runs over the types of tables and layouts that it is about, and leaves no table and
/// no process behind. The system property `trunkline.stress.factor` multiplies the work of those
/// with load; `trunkline.seed` repeats a seed.
///
/// | case | where |
/// | ---- | ----- |
/// | privacy | OwnershipSuiteTest.Privacy.privacy |
/// | heir | OwnershipSuiteTest.HeirCases |
/// | give_away | OwnershipSuiteTest.GiveAway |
/// | bad_table | OwnershipSuiteTest.BadTable.badTable |
/// | whereis_table | OwnershipSuiteTest.WhereisTable.whereisTable |
/// | t_named_select | OwnershipSuiteTest.NamedSelect.tNamedSelect |
/// | info_whereis_busy | OwnershipSuiteTest.InfoWhereisBusy.infoWhereisBusy |
/// | ets_all | OwnershipSuiteTest.EtsAll.etsAll |
/// | delete_tab, delete_large_named_table | OwnershipSuiteTest.DeleteTab |
/// | evil_delete | OwnershipSuiteTest.EvilDelete.evilDelete |
/// | otp_9423 | OwnershipSuiteTest.Otp9423.otp9423 |
/// | lookup_order | InsertSuiteTest.lookupOrder |
/// | t_delete_object | InsertSuiteTest.tDeleteObject |
/// | t_delete_all_objects | InsertSuiteTest.tDeleteAllObjects |
/// | t_insert_list_insert_order_preserved | InsertSuiteTest.tInsertListInsertOrderPreserved |
/// | t_insert_list_parallel | InsertSuiteTest.tInsertListParallel |
/// | t_insert_list_delete_parallel, _set | InsertSuiteTest.tInsertListDeleteParallelAndSet |
/// | insert_trap_delete | InsertSuiteTest.insertTrapDelete |
/// | insert_trap_rename | InsertSuiteTest.insertTrapRename |
/// | take | InsertSuiteTest.take |
/// | update_element | InsertSuiteTest.updateElement |
/// | update_counter | InsertSuiteTest.updateCounter |
/// | update_counter_with_default | InsertSuiteTest.updateCounterWithDefault |
/// | interface_equality | InsertSuiteTest.interfaceEquality |
/// | safe_fixtable | TraversalSuiteTest.safeFixtable |
/// | fixtable_next | TraversalSuiteTest.fixtableNext |
/// | fixtable_iter_bag | TraversalSuiteTest.fixtableIterBag |
/// | fixtable_insert | TraversalSuiteTest.fixtableInsert |
/// | smp_fixed_delete | TraversalSuiteTest.smpFixedDelete |
/// | smp_unfix_fix | TraversalSuiteTest.smpUnfixFix |
/// | smp_ordered_iteration | TraversalSuiteTest.smpOrderedIteration |
/// | t_select_delete | SelectSuiteTest.tSelectDelete |
/// | t_select_replace | SelectSuiteTest.tSelectReplace |
/// | otp_6842_select_1000 | SelectSuiteTest.otp6842Select1000 |
/// | smp_select_delete | SelectSuiteTest.smpSelectDelete |
/// | smp_select_replace | SelectSuiteTest.smpSelectReplace |
/// | smp_insert | ConcurrencySuiteTest.smpInsert |
/// | meta_newdel_unnamed, meta_newdel_named | ConcurrencySuiteTest.metaNewdelUnnamedAndNamed |
/// | test_table_size_concurrency | ConcurrencySuiteTest.testTableSizeConcurrency |
/// | test_throughput_benchmark | ConcurrencySuiteTest.testThroughputBenchmark |
@NullMarked
package io.trunkline.ets.suite;

import org.jspecify.annotations.NullMarked;
