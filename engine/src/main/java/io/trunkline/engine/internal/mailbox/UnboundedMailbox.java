package io.trunkline.engine.internal.mailbox;

import org.jctools.queues.varhandle.unpadded.MpscLinkedVarHandleUnpaddedQueue;

/// The default mailbox: unbounded, linked, one node per message, and small when idle. It is the
/// JCTools queue itself, which saves each process an object; unpadded, as padding a million idle
/// mailboxes costs more than false sharing inside one busy process.
public final class UnboundedMailbox extends MpscLinkedVarHandleUnpaddedQueue<Object>
        implements Mailbox {}
