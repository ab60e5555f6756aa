# The row `resource-checkout` of docs/performance.md on the BEAM: a checkout and a checkin of a pool of 8 workers.
#
#   elixir benchmarks/beam/pool.exs quick|full [ROW ...]
#
# It is not poolboy, but a server of the same protocol, so that nothing has to be fetched: a checkout is a call, whose
# server monitors the caller and remembers in a private table who has which worker; a checkin is a cast, which forgets
# both. It has no overflow and no queue, which nobody here needs; poolboy does no less for each.
#
# One line a row, for one caller and for two: its id, a tab, nanoseconds an operation; the median of several measurements
# after two to warm up. The schedulers are as they come: one for each processor.

defmodule Pool do
  use GenServer

  def checkout(pool), do: GenServer.call(pool, :checkout)
  def checkin(pool, worker), do: GenServer.cast(pool, {:checkin, worker})

  @impl true
  def init(size) do
    workers = for _ <- 1..size, do: spawn_link(fn -> Process.sleep(:infinity) end)
    {:ok, {workers, :ets.new(:lent, [:private])}}
  end

  @impl true
  def handle_call(:checkout, {caller, _}, {[worker | others], lent}) do
    :ets.insert(lent, {worker, Process.monitor(caller)})
    {:reply, worker, {others, lent}}
  end

  @impl true
  def handle_cast({:checkin, worker}, {idle, lent}) do
    [{_, monitor}] = :ets.take(lent, worker)
    Process.demonitor(monitor, [:flush])
    {:noreply, {[worker | idle], lent}}
  end
end

defmodule PoolBenchmark do
  @operations 200_000
  @warm_ups 2
  @measurements %{"quick" => 3, "full" => 7}
  @rows [{"resource-checkout@1t", 1}, {"resource-checkout@2t", 2}]

  def run([effort | names]) do
    measurements = Map.fetch!(@measurements, effort)

    for {row, callers} <- @rows, names == [] or row in names do
      {:ok, pool} = GenServer.start_link(Pool, 8)
      measured = for _ <- 1..(@warm_ups + measurements), do: nanos(pool, callers)
      kept = measured |> Enum.drop(@warm_ups) |> Enum.sort()
      IO.puts("#{row}\t#{Enum.at(kept, div(measurements, 2))}")
      GenServer.stop(pool)
    end
  end

  # As JMH counts: the time that one caller needs for one operation, while the others do the same.
  defp nanos(pool, callers) do
    {micros, _} =
      :timer.tc(fn ->
        1..callers
        |> Enum.map(fn _ -> Task.async(fn -> repeat(@operations, pool) end) end)
        |> Task.await_many(:infinity)
      end)

    round(micros * 1000 / @operations)
  end

  defp repeat(0, _), do: :ok

  defp repeat(n, pool) do
    worker = Pool.checkout(pool)
    Pool.checkin(pool, worker)
    repeat(n - 1, pool)
  end
end

PoolBenchmark.run(System.argv())
