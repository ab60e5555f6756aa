package io.trunkline.ets.internal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/// A file that takes the place of another once it is whole and on disk, or is gone without a trace.
/// It is in the same directory until then, so that it can be renamed in one step.
///
/// The file behind a symbolic link is replaced, and the link stays. The new file has the
/// permissions of the old one.
final class Replacement implements Closeable {
    private static final int MAX_LINKS = 40;

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private boolean done;

    private Replacement(Path target, Path temporary, FileChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.channel = channel;
    }

    /// @throws IOException if no file can be made there
    static Replacement of(Path file) throws IOException {
        Path target = followed(file.toAbsolutePath());
        Path directory = target.getParent();
        if (directory == null || (Files.exists(target) && !Files.isRegularFile(target))) {
            throw new FileSystemException(
                    file.toString(), null, "must be a regular file, or none yet");
        }
        if (!Files.isDirectory(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        // no name derived from the target's: that may be as long as names can be
        String unique = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Path temporary = directory.resolve(".trunkline-" + unique + ".tmp");
        return new Replacement(target, temporary, create(temporary, target));
    }

    /// Where to write.
    FileChannel channel() {
        return channel;
    }

    /// Puts the file in its place.
    void commit() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        done = true;
        forceDirectory();
    }

    /// Deletes the file unless it is in its place.
    @Override
    public void close() throws IOException {
        if (!done) {
            try (channel) {
                Files.deleteIfExists(temporary);
            }
        }
    }

    /// Where links lead, also if nothing is there yet.
    private static Path followed(Path file) throws IOException {
        Path at = file;
        for (int links = 0; Files.isSymbolicLink(at); links++) {
            if (links == MAX_LINKS) {
                throw new FileSystemLoopException(file.toString());
            }
            at = at.resolveSibling(Files.readSymbolicLink(at));
        }
        return at;
    }

    private static FileChannel create(Path temporary, Path target) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        PosixFileAttributeView old =
                Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (old == null || !Files.exists(target)) {
            return FileChannel.open(temporary, options);
        }
        Set<PosixFilePermission> permissions = old.readAttributes().permissions();
        FileChannel channel =
                FileChannel.open(
                        temporary, options, PosixFilePermissions.asFileAttribute(permissions));
        try {
            // what the umask took away
            Files.setPosixFilePermissions(temporary, permissions);
            return channel;
        } catch (IOException | RuntimeException e) {
            try (channel) {
                Files.delete(temporary);
            }
            throw e;
        }
    }

    /// Asks for the new name to be on disk as well. Where that cannot be done, as on Windows, a
    /// crash of the machine may bring back the old file, whole; so it is no failure. Nor is it one
    /// to be interrupted here: the file is in its place.
    private void forceDirectory() {
        boolean interrupted = Thread.interrupted();
        try {
            while (!forcedOrImpossible()) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// @return false if an interrupt prevented it
    private boolean forcedOrImpossible() {
        try (FileChannel directory =
                FileChannel.open(target.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
