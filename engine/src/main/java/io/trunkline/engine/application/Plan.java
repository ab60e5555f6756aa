package io.trunkline.engine.application;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The applications that are known, and what follows from their dependencies. Immutable.
record Plan(Map<String, Application> applications) {
    static final Plan EMPTY = new Plan(Map.of());

    /// This plan with more applications.
    ///
    /// @throws BadApplication if they do not fit
    Plan with(List<Application> more) {
        Map<String, Application> all = new LinkedHashMap<>(applications);
        for (Application application : more) {
            if (all.putIfAbsent(application.name(), application) != null) {
                throw new BadApplication(
                        "application must be loaded once: name=" + application.name());
            }
        }
        Plan plan = new Plan(all);
        for (Application application : more) {
            plan.orderOf(application.name());
        }
        return plan;
    }

    @Nullable Application find(String name) {
        return applications.get(name);
    }

    /// What must run for `name` to run, and it, in the order of starts.
    ///
    /// @throws BadApplication if there is a circle, or one that is not known
    List<Application> orderOf(String name) {
        List<Application> order = new ArrayList<>();
        add(name, new LinkedHashSet<>(), new HashSet<>(), order);
        return order;
    }

    private void add(
            String name, LinkedHashSet<String> path, Set<String> done, List<Application> order) {
        if (done.contains(name)) {
            return;
        }
        Application application = applications.get(name);
        if (application == null) {
            throw new BadApplication(
                    "dependency must be loaded: dependency=" + name + ", applications=" + path);
        }
        if (!path.add(name)) {
            throw new BadApplication(
                    "dependencies must not form a circle: applications="
                            + path
                            + ", again="
                            + name);
        }
        for (String dependency : application.dependencies()) {
            add(dependency, path, done, order);
        }
        path.remove(name);
        done.add(name);
        order.add(application);
    }
}
