package io.trunkline.engine.internal.mailbox;

import org.jctools.queues.varhandle.unpadded.MpscUnboundedVarHandleUnpaddedArrayQueue;

/// Unbounded, in linked arrays; see [io.trunkline.engine.MailboxSpec.Chunked].
public final class ChunkedMailbox extends MpscUnboundedVarHandleUnpaddedArrayQueue<Object>
        implements Mailbox {
    public ChunkedMailbox(int chunk) {
        super(chunk);
    }
}
