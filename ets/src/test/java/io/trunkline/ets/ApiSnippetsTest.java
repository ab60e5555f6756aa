package io.trunkline.ets;

import static io.trunkline.ets.Limit.limit;
import static io.trunkline.ets.TableSpec.orderedSet;
import static io.trunkline.ets.TableSpec.set;
import static io.trunkline.ets.Tuple.tuple;
import static io.trunkline.ets.match.Match.$1;
import static io.trunkline.ets.match.Match.$2;
import static io.trunkline.ets.match.Match.any;
import static io.trunkline.ets.match.Match.gt;
import static io.trunkline.ets.match.Match.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.engine.Node;
import io.trunkline.ets.match.MatchSpec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;

/// What callers should be able to write, as short as it is meant to be.
class ApiSnippetsTest {
    private Node node;
    private Ets ets;

    @BeforeEach
    void startNode() {
        node = Node.start();
        ets = Ets.of(node);
    }

    @AfterEach
    void closeNode() {
        node.close();
        assertThat(ets.all()).isEmpty();
    }

    private record Quote(String symbol, long bid, long ask) {}

    private Table<Quote> quotes() {
        Table<Quote> quotes = ets.create("quotes", orderedSet(Quote.class, Quote::symbol));
        quotes.insert(new Quote("ERIC", 61, 62), new Quote("NOK", 4, 5));
        return quotes;
    }

    @Test
    void aTableOfTuplesIsFilledLookedUpMatchedAndFolded() {
        Table<Tuple> table = ets.create("my_table", set().readConcurrency());
        table.insert(tuple("key", "value"));
        List<Tuple> rows = table.lookup("key");
        List<List<Object>> bound = table.match(row($1, "value"));
        long n = table.fold(0L, (row, acc) -> acc + 1);

        assertThat(rows).containsExactly(tuple("key", "value"));
        assertThat(bound).containsExactly(List.of("key"));
        assertThat(n).isEqualTo(1);
    }

    @Test
    void aRowIsAnyRecordAndTheKeyOneOfItsComponents() {
        Table<Quote> quotes = ets.create("quotes", orderedSet(Quote.class, Quote::symbol));
        quotes.insert(new Quote("ERIC", 61, 62), new Quote("NOK", 4, 5));
        Quote eric = quotes.get("ERIC");

        assertThat(eric).isEqualTo(new Quote("ERIC", 61, 62));
        assertThat(quotes.get("VOLV")).isNull();
    }

    @Test
    void recordsAreSelectedWithALambda() {
        Table<Quote> quotes = quotes();
        quotes.insert(new Quote("VOLV", 100, 120));

        List<Quote> wide = quotes.select(q -> q.ask() - q.bid() > 10);

        assertThat(wide).containsExactly(new Quote("VOLV", 100, 120));
    }

    @Test
    void anOrderedSetIsReadByRange() {
        Table<Quote> quotes = quotes();
        List<String> symbols = new ArrayList<>();

        quotes.range("E", "F").forEach(quote -> symbols.add(quote.symbol()));

        assertThat(symbols).containsExactly("ERIC");
    }

    @Test
    void aCounterIsOneCall() {
        Table<Tuple> counters = ets.create("counters", set());
        counters.insert(tuple("page", 41));

        long hits = counters.updateCounter("page", 1);

        assertThat(hits).isEqualTo(42);
        assertThat(counters.updateCounter("new", 1, tuple("new", 0))).isEqualTo(1);
        assertThat(counters.updateCounter("page", CounterOp.add(2, 10).bounded(50, 0)))
                .isEqualTo(0L);
    }

    @Test
    void aMatchSpecificationSelectsInChunks() {
        Table<Tuple> table = ets.create("table", orderedSet());
        table.insert(tuple("a", 5, 0), tuple("b", 6, 0), tuple("c", 7, 0));

        var chunk =
                table.select(
                        MatchSpec.of(row($1, $2, any())).where(gt($2, 5)).returning($1),
                        limit(100));

        assertThat(chunk)
                .get()
                .satisfies(first -> {
                    assertThat(first.results()).containsExactly("b", "c");
                    assertThat(first.next()).isEmpty();
                });
    }

    @Test
    void aTableIsAMapForTheRestOfTheWorld() {
        Table<Quote> quotes = quotes();

        ConcurrentMap<String, Quote> map = quotes.asMap();

        assertThat(map).containsOnlyKeys("ERIC", "NOK");
        map.merge("NOK", new Quote("NOK", 1, 1), (a, b) -> new Quote("NOK", a.bid() + b.bid(), 9));
        assertThat(quotes.get("NOK")).isEqualTo(new Quote("NOK", 5, 9));
    }
}
