package ingest_test

import (
	"encoding/binary"
	"unicode/utf16"
)

// oleFile is an OLE file with one stream.
func oleFile(name string, stream []byte) []byte {
	const sector, end, free, fatSector = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
	le := binary.LittleEndian
	size := max(len(stream), 4096) // smaller ones would stand in a stream of their own kind
	n := (size + sector - 1) / sector
	fats := (n + 1 + sector/4) / (sector / 4)
	b := make([]byte, sector*(1+fats+1+n))
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for at, v := range map[int]uint16{24: 0x3E, 26: 3, 28: 0xFFFE, 30: 9, 32: 6} {
		le.PutUint16(b[at:], v)
	}
	for at, v := range map[int]uint32{44: uint32(fats), 48: uint32(fats), 56: 4096, 60: end, 68: end} {
		le.PutUint32(b[at:], v)
	}
	for i := range 109 {
		v := uint32(free)
		if i < fats {
			v = uint32(i)
		}
		le.PutUint32(b[76+4*i:], v)
	}
	fat := b[sector:]
	for i := range fats * sector / 4 {
		v := uint32(free)
		switch {
		case i < fats:
			v = fatSector
		case i == fats || i == fats+n:
			v = end
		case i < fats+n:
			v = uint32(i + 1)
		}
		le.PutUint32(fat[4*i:], v)
	}
	entry := func(at int, name string, kind byte, child, start uint32, size int) {
		e := b[sector*(1+fats)+128*at:]
		for i, unit := range utf16.Encode([]rune(name)) {
			le.PutUint16(e[2*i:], unit)
		}
		le.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66], e[67] = kind, 1
		for at, v := range map[int]uint32{68: free, 72: free, 76: child, 116: start, 120: uint32(size)} {
			le.PutUint32(e[at:], v)
		}
	}
	entry(0, "Root Entry", 5, 1, end, 0)
	entry(1, name, 2, free, uint32(fats+1), size)
	for i := 2; i < 4; i++ {
		entry(i, "", 0, free, 0, 0)
	}
	copy(b[sector*(2+fats):], stream)
	return b
}
