package sql

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// takeLock makes this process the one writer of the folder. The kernel lets go of the lock when
// the process ends, however it ends.
func (f folder) takeLock() (*os.File, error) {
	file, err := os.OpenFile(f.lock(), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		who, _ := os.ReadFile(f.lock())
		file.Close()
		return nil, fmt.Errorf("%w to %s: %s; wait for it to end", ErrBusy, f, strings.TrimSpace(string(who)))
	}
	if err == nil {
		err = signLock(file)
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("lock %s: %w", f.lock(), err)
	}
	return file, nil
}

func signLock(file *os.File) error {
	host, _ := os.Hostname()
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt(fmt.Appendf(nil, "process %d on %s since %s\n", os.Getpid(), host, time.Now().Format(time.RFC3339)), 0)
	return err
}

// errHeld means that a process of this machine answers from the snapshot.
var errHeld = errors.New("the snapshot is held")

// hold marks a snapshot as one that this process answers from, until the file is closed. The mark is on
// the manifest, for closing any handle of the snapshot itself would undo the engine's own. It waits
// while somebody looks whether the snapshot is held, which takes no time.
func (f folder) hold(id string) (*os.File, error) { return f.mark(id, syscall.LOCK_SH) }

// claim makes sure that no process answers from the snapshot, and that none begins to until release.
func (f folder) claim(id string) (release func(), err error) {
	file, err := f.mark(id, syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil {
		return func() {}, err
	}
	return func() { file.Close() }, nil
}

func (f folder) mark(id string, how int) (*os.File, error) {
	file, err := os.Open(f.manifest(id))
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(file.Fd()), how)
	if err == nil {
		return file, nil
	}
	file.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = errHeld
	}
	return nil, err
}
