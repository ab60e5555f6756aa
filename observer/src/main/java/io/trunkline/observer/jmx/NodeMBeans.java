package io.trunkline.observer.jmx;

import io.trunkline.engine.Node;

import java.lang.management.ManagementFactory;

import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/// Puts a node into JMX.
///
/// ```java
/// try (NodeMBeans beans = NodeMBeans.register(node)) {
///     // io.trunkline:type=Node,name="node"
/// }
/// ```
///
/// It listens for crashes and restarts, and else does nothing until somebody asks. Thread-safe.
public final class NodeMBeans implements AutoCloseable {
    private final Node node;
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;
    private final Restarts restarts = new Restarts();

    private NodeMBeans(Node node, ObjectName name) {
        this.node = node;
        this.name = name;
    }

    /// Registers a bean for a node with the JVM's own server.
    ///
    /// @throws IllegalStateException if there is one for a node of this name
    public static NodeMBeans register(Node node) {
        try {
            NodeMBeans beans =
                    new NodeMBeans(
                            node,
                            new ObjectName(
                                    "io.trunkline:type=Node,name="
                                            + ObjectName.quote(node.name())));
            beans.server.registerMBean(new NodeBean(node, beans.restarts), beans.name);
            node.addListener(beans.restarts);
            return beans;
        } catch (InstanceAlreadyExistsException e) {
            throw new IllegalStateException(
                    "node must have a name of its own in JMX: name=" + node.name(), e);
        } catch (JMException e) {
            throw new IllegalStateException("node must fit into JMX: name=" + node.name(), e);
        }
    }

    /// The bean's name.
    public ObjectName name() {
        return name;
    }

    /// Takes the bean out. Idempotent.
    @Override
    public void close() {
        node.removeListener(restarts);
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            // closed before
        } catch (JMException e) {
            throw new IllegalStateException("bean must go: name=" + name, e);
        }
    }
}
