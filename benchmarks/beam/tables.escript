#!/usr/bin/env escript
%% -*- erlang -*-
%% The tables' rows of docs/performance.md on the BEAM: the same workloads as the JMH classes of the package
%% io.trunkline.benchmarks.tables, with ets.
%%
%%   escript benchmarks/beam/tables.escript quick|full [ROW ...]
%%
%% One line a row: its id, a tab, nanoseconds an operation. The median of several measurements after two to
%% warm up. Tables are public; those for several processes have write_concurrency auto and read_concurrency.
-mode(compile).

-define(WARM_UPS, 2).
-define(PER_KEY, 10).
-define(RANGE, 100).
-define(CHUNK, 1000).
%% A prime that divides no number of rows: its multiples visit each row once, and not in order.
-define(STEP, 611953).

main([Effort | Names]) ->
    [run(Effort, Row) || Row <- rows(), Names =:= [] orelse lists:member(element(1, Row), Names)],
    ok;
main([]) ->
    io:format(standard_error, "usage: tables.escript quick|full [ROW ...]~n", []),
    halt(2).

%% {row, processes at once, operations of each in one measurement, what an operation stands for, type of the
%% table, kind of its keys, operation}
rows() ->
    [{"set-lookup@" ++ V, P, 300000, 1, set, K, fun lookup/3} || {V, P, K} <- variants()] ++
    [{"set-insert@" ++ V, P, 200000, 1, set, K, fun insert/3} || {V, P, K} <- variants()] ++
    [{"set-mixed@" ++ V, P, 200000, 1, set, K, fun mixed/3} || {V, P, K} <- variants()] ++
    [{"counter-spread@1t", 1, 200000, 1, set, integer_100k, fun count/3},
     {"counter-spread@2t", 2, 200000, 1, set, integer_100k, fun count/3},
     {"counter-hot@2t", 2, 200000, 1, set, integer_100k, fun count_one/3},
     {"ordered-lookup@1t-integer-100k", 1, 200000, 1, ordered_set, integer_100k, fun lookup/3},
     {"ordered-lookup@1t-string-1m", 1, 100000, 1, ordered_set, string_1m, fun lookup/3},
     {"ordered-insert@1t-integer-100k", 1, 200000, 1, ordered_set, integer_100k, fun insert/3},
     {"ordered-insert@1t-string-1m", 1, 100000, 1, ordered_set, string_1m, fun insert/3},
     {"ordered-scan@integer-100k", 1, 2, 100000, ordered_set, integer_100k, fun scan/3},
     {"ordered-scan@string-1m", 1, 1, 1000000, ordered_set, string_1m, fun scan/3},
     {"ordered-range@integer-100k", 1, 5000, 1, ordered_set, integer_100k, fun range/3},
     {"ordered-range@string-1m", 1, 3000, 1, ordered_set, string_1m, fun range/3},
     {"select-guard@integer-100k", 1, 10, 100000, set, integer_100k, fun select_guard/3},
     {"bag-insert@1t", 1, 20000, ?PER_KEY, bag, integer_100k, fun insert_many/3},
     {"bag-lookup@1t", 1, 50000, 1, bag, integer_100k, fun lookup/3}].

variants() ->
    [{"1t-integer-100k", 1, integer_100k},
     {"2t-integer-100k", 2, integer_100k},
     {"1t-string-1m", 1, string_1m},
     {"2t-string-1m", 2, string_1m}].

measurements("quick") -> 3;
measurements("full") -> 7.

run(Effort, {Name, Processes, Operations, Per, Type, Kind, Operation}) ->
    {Table, Keys} = fill(Type, Kind, Processes),
    Count = ?WARM_UPS + measurements(Effort),
    Figures = [nanos(Processes, Operations, Operation, Table, Keys) || _ <- lists:seq(1, Count)],
    Kept = lists:sort(lists:nthtail(?WARM_UPS, Figures)),
    Median = lists:nth((length(Kept) + 1) div 2, Kept) / Operations / Per,
    io:format("~s\t~.2f~n", [Name, Median]),
    ets:delete(Table).

%% Nanoseconds until all of several processes have made their operations.
nanos(Processes, Operations, Operation, Table, Keys) ->
    Self = self(),
    Work = fun() ->
        Turn = rand:uniform(tuple_size(Keys)),
        Self ! {ready, self()},
        receive go -> ok end,
        repeat(Operations, Turn, Operation, Table, Keys),
        Self ! {done, self()}
    end,
    Pids = [spawn_link(Work) || _ <- lists:seq(1, Processes)],
    [receive {ready, Pid} -> ok end || Pid <- Pids],
    Start = erlang:monotonic_time(nanosecond),
    [Pid ! go || Pid <- Pids],
    [receive {done, Pid} -> ok end || Pid <- Pids],
    erlang:monotonic_time(nanosecond) - Start.

repeat(0, _, _, _, _) -> ok;
repeat(N, Turn, Operation, Table, Keys) ->
    Operation(Table, element(Turn, Keys), Turn),
    repeat(N - 1, Turn rem tuple_size(Keys) + 1, Operation, Table, Keys).

%% --- tables: filled out of order, and keys to work with in random order ---

fill(Type, Kind, Processes) ->
    Rows = rows(Kind),
    Table = ets:new(rows, [Type, public | concurrency(Processes)]),
    [put_rows(Type, Table, key(Kind, I * ?STEP rem Rows)) || I <- lists:seq(0, Rows - 1)],
    Keys = list_to_tuple([key(Kind, rand:uniform(Rows) - 1) || _ <- lists:seq(1, Rows div 2)]),
    %% Not copied to whoever uses it.
    persistent_term:put(keys, Keys),
    {Table, persistent_term:get(keys)}.

put_rows(bag, Table, Key) -> [ets:insert(Table, {Key, I}) || I <- lists:seq(1, ?PER_KEY)];
put_rows(_, Table, Key) -> ets:insert(Table, {Key, erlang:phash2(Key, 100000)}).

concurrency(1) -> [];
concurrency(_) -> [{write_concurrency, auto}, {read_concurrency, true}].

rows(integer_100k) -> 100000;
rows(string_1m) -> 1000000.

key(integer_100k, I) -> I;
key(string_1m, I) ->
    <<_, Digits/binary>> = integer_to_binary(10000000 + I),
    <<"user:", Digits/binary>>.

%% --- operations ---

lookup(Table, Key, _) -> ets:lookup(Table, Key).

insert(Table, Key, Turn) -> ets:insert(Table, {Key, Turn}).

mixed(Table, Key, Turn) when Turn rem 10 =:= 0 -> ets:insert(Table, {Key, Turn});
mixed(Table, Key, _) -> ets:lookup(Table, Key).

count(Table, Key, _) -> ets:update_counter(Table, Key, 1).

count_one(Table, _, _) -> ets:update_counter(Table, 0, 1).

scan(Table, _, _) -> chunks(ets:select(Table, [{'$1', [], ['$1']}], ?CHUNK)).

chunks('$end_of_table') -> ok;
chunks({_, Continuation}) -> chunks(ets:select(Continuation)).

range(Table, Key, _) -> range_from(Table, Key, ?RANGE).

range_from(_, '$end_of_table', _) -> ok;
range_from(_, _, 0) -> ok;
range_from(Table, Key, N) ->
    ets:lookup(Table, Key),
    range_from(Table, ets:next(Table, Key), N - 1).

select_guard(Table, _, _) ->
    ets:select_count(Table, [{{'$1', '$2'}, [{'>', '$2', 50000}], [true]}]).

insert_many(Table, Key, Turn) ->
    ets:delete(Table, Key),
    insert_many(Table, Key, Turn, ?PER_KEY).

insert_many(_, _, _, 0) -> ok;
insert_many(Table, Key, Turn, N) ->
    ets:insert(Table, {Key, Turn + N}),
    insert_many(Table, Key, Turn, N - 1).
