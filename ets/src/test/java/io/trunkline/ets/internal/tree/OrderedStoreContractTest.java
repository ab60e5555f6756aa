package io.trunkline.ets.internal.tree;

import io.trunkline.ets.internal.store.Keys;
import io.trunkline.ets.internal.store.Store;
import io.trunkline.ets.internal.store.StoreContract;
import io.trunkline.ets.internal.store.StoreModel;
import io.trunkline.ets.internal.store.TestRow;
import io.trunkline.ets.internal.store.Witness;

import org.jspecify.annotations.Nullable;

/// The ordered store keeps what every store promises.
class OrderedStoreContractTest extends StoreContract {
    @Override
    protected Store newStore(Keys keys, @Nullable Witness witness) {
        return new OrderedStore(keys, TestRow.TYPE, witness);
    }

    @Override
    protected StoreModel newModel() {
        return StoreModel.set();
    }
}
