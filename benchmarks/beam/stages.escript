#!/usr/bin/env escript
%% -*- erlang -*-
%% The row pipeline-3 of docs/performance.md on the BEAM: a producer of numbers, a stage that adds one, and a
%% consumer that adds up, each a process, with GenStage's demand between them by hand: never more than was
%% asked for is sent, asked for is the next half when a half has come, and events travel in lists.
%%
%%   escript benchmarks/beam/stages.escript quick|full [ROW ...]
%%
%% One line: the id, a tab, nanoseconds an event, the median of several measurements after two to warm up.
-mode(compile).

-define(ROW, "pipeline-3").
-define(WARM_UPS, 2).
-define(EVENTS, 1000000).
%% Half of GenStage's usual max_demand.
-define(HALF, 500).

main([Effort | Names]) when Names =:= []; hd(Names) =:= ?ROW ->
    Figures = [nanos() / ?EVENTS || _ <- lists:seq(1, ?WARM_UPS + measurements(Effort))],
    Kept = lists:sort(lists:nthtail(?WARM_UPS, Figures)),
    io:format("~s\t~.2f~n", [?ROW, lists:nth((length(Kept) + 1) div 2, Kept)]);
main([_ | _]) ->
    ok;
main([]) ->
    io:format(standard_error, "usage: stages.escript quick|full [ROW ...]~n", []),
    halt(2).

measurements("quick") -> 3;
measurements("full") -> 7.

nanos() ->
    Start = erlang:monotonic_time(nanosecond),
    {Consumer, Ref} = spawn_monitor(fun() ->
        Producer = spawn_link(fun() -> produce(1) end),
        Adder = spawn_link(fun() -> add(Producer) end),
        ask(Adder),
        ask(Adder),
        _ = consume(Adder, ?EVENTS, 0),
        %% Those linked to it end as well.
        exit(shutdown)
    end),
    receive {'DOWN', Ref, process, Consumer, shutdown} -> erlang:monotonic_time(nanosecond) - Start end.

ask(Stage) -> Stage ! {ask, self(), ?HALF}.

produce(Next) ->
    receive
        {ask, From, Demand} ->
            From ! {events, lists:seq(Next, Next + Demand - 1)},
            produce(Next + Demand)
    end.

%% Asks for what it is asked for, and sends on what comes.
add(Producer) ->
    receive
        {ask, Consumer, Demand} ->
            Producer ! {ask, self(), Demand},
            add(Producer, Consumer)
    end.

add(Producer, Consumer) ->
    receive
        {ask, Consumer, Demand} ->
            Producer ! {ask, self(), Demand};
        {events, Events} ->
            Consumer ! {events, [Event + 1 || Event <- Events]}
    end,
    add(Producer, Consumer).

consume(_, Left, Sum) when Left =< 0 -> Sum;
consume(Stage, Left, Sum) ->
    receive
        {events, Events} ->
            More = lists:foldl(fun(Event, Total) -> Total + Event end, Sum, Events),
            ask(Stage),
            consume(Stage, Left - length(Events), More)
    end.
