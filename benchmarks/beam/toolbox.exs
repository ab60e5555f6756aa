# The toolbox rows of docs/performance.md on the BEAM: the same workloads as the JMH class ToolboxBenchmark.
#
#   elixir benchmarks/beam/toolbox.exs quick|full [ROW ...]
#
# One line a row: its id, a tab, nanoseconds an operation; the median of several measurements after two to warm up.
# The schedulers are as they come: one for each processor.

defmodule Toolbox.Restarted do
  use GenServer

  def start_link(name), do: GenServer.start_link(__MODULE__, nil, name: name)

  @impl true
  def init(state), do: {:ok, state}

  @impl true
  def handle_call(:ping, _from, state), do: {:reply, :pong, state}
end

defmodule Toolbox do
  @warm_ups 2
  @measurements %{"quick" => 3, "full" => 7}

  # {row, operations of one measurement, function that makes them}
  def rows do
    [
      {"task-async-await", 50_000, &task_async_await/1},
      {"task-stream", 50_000, &task_stream/1},
      {"agent-get", 200_000, with_agent(&Agent.get(&1, fn n -> n end))},
      {"agent-update", 200_000, with_agent(&Agent.update(&1, fn n -> n + 1 end))},
      {"registry-lookup@1k", 500_000, &registry_lookup(&1, 1_000)},
      {"registry-lookup@100k", 200_000, &registry_lookup(&1, 100_000)},
      {"registry-register", 20_000, &registry_register/1},
      {"dynsup-start-child", 20_000, &start_child/1},
      {"restart-after-kill", 300, &restart_after_kill/1},
      {"timer-zero", 300, &timer_zero/1}
    ]
  end

  def run([effort | names]) do
    measurements = Map.fetch!(@measurements, effort)

    for {row, operations, make} <- rows(), names == [] or row in names do
      measured = for _ <- 1..(@warm_ups + measurements), do: nanos(operations, make)
      kept = measured |> Enum.drop(@warm_ups) |> Enum.sort()
      IO.puts("#{row}\t#{Enum.at(kept, div(measurements, 2))}")
    end
  end

  # In a process of its own, so that no row meets the garbage of another.
  defp nanos(operations, make) do
    Task.async(fn ->
      micros =
        case :timer.tc(fn -> make.(operations) end) do
          # Of a row that leaves out what it has to prepare.
          {_, {:took, part}} -> part
          {whole, _} -> whole
        end

      round(micros * 1000 / operations)
    end)
    |> Task.await(:infinity)
  end

  defp repeat(0, _), do: :ok

  defp repeat(n, operation) do
    operation.()
    repeat(n - 1, operation)
  end

  defp task_async_await(n) do
    repeat(n, fn -> Task.await(Task.async(fn -> :done end)) end)
  end

  defp task_stream(n) do
    1..n |> Task.async_stream(fn i -> i end, max_concurrency: 2) |> Stream.run()
  end

  defp with_agent(operation) do
    fn n ->
      {:ok, agent} = Agent.start_link(fn -> 0 end)
      repeat(n, fn -> operation.(agent) end)
      Agent.stop(agent)
    end
  end

  # Keys in random order; only the lookups are measured.
  defp registry_lookup(n, keys) do
    with_registry(fn registry ->
      names = for i <- 1..keys, do: "user_#{i}"
      for name <- names, do: {:ok, _} = Registry.register(registry, name, nil)
      order = names |> Enum.shuffle() |> Stream.cycle() |> Enum.take(n)
      {micros, _} = :timer.tc(fn -> Enum.each(order, &Registry.lookup(registry, &1)) end)
      {:took, micros}
    end)
  end

  defp registry_register(n) do
    with_registry(fn registry ->
      repeat(n, fn ->
        {:ok, _} = Registry.register(registry, "key", nil)
        :ok = Registry.unregister(registry, "key")
      end)
    end)
  end

  # Who registers is linked to the registry, and would die with it.
  defp with_registry(operation) do
    Process.flag(:trap_exit, true)
    {:ok, supervisor} = Registry.start_link(keys: :unique, name: Toolbox.Registry)
    result = operation.(Toolbox.Registry)
    Supervisor.stop(supervisor)
    result
  end

  # Children are started and left running, and stopped together outside of the measurement's loop.
  defp start_child(n) do
    {:ok, supervisor} = DynamicSupervisor.start_link(strategy: :one_for_one)
    child = %{id: :child, start: {Agent, :start_link, [fn -> nil end]}, restart: :temporary}
    repeat(n, fn -> {:ok, _} = DynamicSupervisor.start_child(supervisor, child) end)
    Process.unlink(supervisor)
    Process.exit(supervisor, :kill)
  end

  defp restart_after_kill(n) do
    name = Toolbox.Restarted

    {:ok, supervisor} =
      Supervisor.start_link([{Toolbox.Restarted, name}],
        strategy: :one_for_one,
        max_restarts: 1_000_000
      )

    repeat(n, fn ->
      Process.exit(Process.whereis(name), :kill)
      await_answer(name)
    end)

    Supervisor.stop(supervisor)
  end

  defp await_answer(name) do
    :pong = GenServer.call(name, :ping)
  catch
    :exit, _ -> await_answer(name)
  end

  defp timer_zero(n) do
    repeat(n, fn ->
      Process.send_after(self(), :now, 0)

      receive do
        :now -> :ok
      end
    end)
  end
end

# Crashes are what is measured here; their reports would measure the terminal.
Logger.configure(level: :none)
Toolbox.run(System.argv())
