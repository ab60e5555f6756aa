#!/usr/bin/env escript
%% -*- erlang -*-
%% The messaging rows of docs/performance.md on the BEAM: the same workloads as the JMH classes of the
%% package io.trunkline.benchmarks.messaging.
%%
%%   escript benchmarks/beam/messaging.escript quick|full [ROW ...]
%%
%% One line a row: its id, a tab, nanoseconds an operation (bytes for idle-bytes). The median of several
%% measurements after two to warm up. The schedulers are as they come: one for each processor.
-mode(compile).
-behaviour(gen_server).
-export([init/1, handle_call/3, handle_cast/2]).

-define(WARM_UPS, 2).
-define(SERVERS, 100000).
-define(ITEMS, 10000).

main([Effort | Names]) ->
    [run(Effort, Row) || {Name, _, _} = Row <- rows(), Names =:= [] orelse lists:member(Name, Names)],
    ok;
main([]) ->
    io:format(standard_error, "usage: messaging.escript quick|full [ROW ...]~n", []),
    halt(2).

%% {row, operations of one measurement, function that makes them and returns how long they took}
rows() ->
    [{"call-idle", 100000, fun call_idle/1},
     {"call-contended", 40000, fun call_contended/1},
     {"ping-pong", 100000, fun(N) -> ping_pong(1, N) end},
     {"ping-pong-100", 100000, fun(N) -> ping_pong(100, N) end},
     {"ring-1000", 200000, fun ring/1},
     {"flood-1", 500000, fun(N) -> flood(1, N) end},
     {"flood-2", 500000, fun(N) -> flood(2, N) end},
     {"spawn-first-message", 50000, fun spawn_first_message/1},
     {"selective-receive-10k", 20, fun selective_receive/1},
     {"idle-bytes", ?SERVERS, fun idle_bytes/1}].

measurements("quick") -> 3;
measurements("full") -> 7.

run(Effort, {Name, Operations, Measure}) ->
    Figures = [Measure(Operations) / Operations || _ <- lists:seq(1, ?WARM_UPS + measurements(Effort))],
    Kept = lists:sort(lists:nthtail(?WARM_UPS, Figures)),
    io:format("~s\t~.1f~n", [Name, lists:nth((length(Kept) + 1) div 2, Kept)]).

%% Nanoseconds that it takes, in a process of its own, so that no row meets the garbage of another.
nanos(Work) ->
    Self = self(),
    {Pid, Ref} = spawn_monitor(fun() ->
        Start = erlang:monotonic_time(nanosecond),
        Work(),
        Self ! {self(), erlang:monotonic_time(nanosecond) - Start}
    end),
    receive
        {Pid, Nanos} ->
            receive {'DOWN', Ref, process, Pid, _} -> Nanos end;
        {'DOWN', Ref, process, Pid, Reason} ->
            exit(Reason)
    end.

%% --- calls: a gen_server that counts ---

call_idle(N) ->
    Server = counter(),
    Nanos = nanos(fun() -> calls(N, Server) end),
    gen_server:stop(Server),
    Nanos.

%% Four callers at once; as long as one of them waits for its calls, so that a call is what it takes its caller.
call_contended(N) ->
    Server = counter(),
    Nanos = nanos(fun() ->
        all([fun() -> calls(N, Server) end || _ <- lists:seq(1, 4)])
    end),
    gen_server:stop(Server),
    Nanos.

calls(0, _) -> ok;
calls(N, Server) ->
    _ = gen_server:call(Server, increment),
    calls(N - 1, Server).

counter() ->
    {ok, Server} = gen_server:start(?MODULE, 0, []),
    Server.

init(Count) -> {ok, Count}.

handle_call(increment, _From, Count) -> {reply, Count + 1, Count + 1}.

handle_cast(_, Count) -> {noreply, Count}.

%% --- ping-pong, ring, floods: bare processes ---

ping_pong(Pairs, N) ->
    Rounds = N div Pairs,
    Ends = [spawn_link(fun ponger/0) || _ <- lists:seq(1, Pairs)],
    Nanos = nanos(fun() -> all([fun() -> pings(Rounds, End) end || End <- Ends]) end),
    [End ! stop || End <- Ends],
    Nanos.

ponger() ->
    receive
        {ping, From, Left} -> From ! {pong, Left}, ponger();
        stop -> ok
    end.

pings(0, _) -> ok;
pings(N, Ponger) ->
    Ponger ! {ping, self(), N},
    receive {pong, N} -> pings(N - 1, Ponger) end.

ring(N) ->
    nanos(fun() ->
        First = self(),
        Last = lists:foldl(fun(_, Next) -> spawn_link(fun() -> member(Next) end) end,
                           First, lists:seq(1, 999)),
        round_trips(N, Last),
        Last ! stop,
        receive stop -> ok end
    end).

%% The first member of the ring, which keeps count.
round_trips(N, _) when N =< 0 -> ok;
round_trips(N, Next) ->
    Next ! {token, N - 1},
    receive {token, Left} -> round_trips(Left, Next) end.

member(Next) ->
    receive
        {token, Left} -> Next ! {token, Left - 1}, member(Next);
        stop -> Next ! stop
    end.

flood(Senders, N) ->
    nanos(fun() ->
        Receiver = self(),
        [spawn_link(fun() -> pour(N div Senders, Receiver) end) || _ <- lists:seq(1, Senders)],
        drain(N)
    end).

pour(0, _) -> ok;
pour(N, Receiver) ->
    Receiver ! drop,
    pour(N - 1, Receiver).

drain(0) -> ok;
drain(N) ->
    receive drop -> drain(N - 1) end.

%% --- starts ---

spawn_first_message(N) ->
    nanos(fun() -> lives(N) end).

%% A process that answers once and ends.
lives(0) -> ok;
lives(N) ->
    Self = self(),
    Pid = spawn(fun() -> receive {From, Number} -> From ! {self(), Number + 1} end end),
    Pid ! {Self, N},
    receive {Pid, _} -> lives(N - 1) end.

%% --- selective receive ---

selective_receive(N) ->
    nanos(fun() -> picks(N) end).

picks(0) -> ok;
picks(N) ->
    [self() ! {item, I} || I <- lists:seq(1, ?ITEMS)],
    receive {item, ?ITEMS} -> ok end,
    flush(),
    picks(N - 1).

flush() ->
    receive _ -> flush()
    after 0 -> ok
    end.

%% --- idle servers: bytes, not nanoseconds ---

idle_bytes(N) ->
    Before = erlang:memory(total),
    Servers = [counter() || _ <- lists:seq(1, N)],
    [gen_server:call(Server, increment) || Server <- Servers],
    Bytes = erlang:memory(total) - Before,
    [gen_server:stop(Server) || Server <- Servers],
    Bytes.

%% --- many at once ---

all(Works) ->
    Refs = [begin {_, Ref} = spawn_monitor(Work), Ref end || Work <- Works],
    [receive {'DOWN', Ref, process, _, normal} -> ok end || Ref <- Refs],
    ok.
