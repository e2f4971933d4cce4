package ingest

import (
	"bytes"
	bits "encoding/binary"
	"errors"
	"fmt"

	"github.com/richardlehane/mscfb"
)

// ole is an OLE compound file: the streams at its root by name. A document that is put into
// another one lies in a storage below and is not seen.
type ole map[string]*mscfb.File

func openOLE(b []byte) (ole, error) {
	r, err := mscfb.New(bytes.NewReader(b))
	if err != nil {
		return nil, errors.New("its table of contents is damaged")
	}
	o := ole{}
	for _, f := range r.File {
		if _, twice := o[f.Name]; len(f.Path) == 0 && f.Size > 0 && f.Size <= int64(len(b)) && !twice {
			o[f.Name] = f
		}
	}
	return o, nil
}

// read is the stream of that name. It is read in pieces: the library takes time that grows with
// the square of what is asked for at once.
func (o ole) read(name string) ([]byte, error) {
	const piece = 1 << 15
	f, ok := o[name]
	if !ok {
		return nil, fmt.Errorf("its part %s is missing", name)
	}
	b := make([]byte, f.Size)
	for n := 0; n < len(b); {
		got, err := f.Read(b[n:min(n+piece, len(b))])
		n += got
		if err != nil && n < len(b) || got == 0 {
			return nil, fmt.Errorf("its part %s breaks off", name)
		}
	}
	return b, nil
}

var little = bits.LittleEndian

// u16 and u32 are the numbers at i, 0 where the bytes end before.
func u16(b []byte, i int) int {
	if i < 0 || i+2 > len(b) {
		return 0
	}
	return int(little.Uint16(b[i:]))
}

func u32(b []byte, i int) int {
	if i < 0 || i+4 > len(b) {
		return 0
	}
	return int(little.Uint32(b[i:]))
}
