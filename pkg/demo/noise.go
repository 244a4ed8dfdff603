package demo

import (
	"fmt"
	"math"
)

// hash mixes a seed and a key into 32 bits, as MurmurHash3 does. `hash(hash(call, track), second)` takes more keys.
func hash[Seed, Key integer](seed Seed, key Key) uint32 {
	mixed := (low(seed)^0x2545f491)*0x9e3779b1 ^ low(key)
	mixed = (mixed ^ mixed>>16) * 0x85ebca6b
	mixed = (mixed ^ mixed>>13) * 0xc2b2ae35
	return mixed ^ mixed>>16
}

type integer interface{ int | int64 | uint32 }

// low returns the low 32 bits of a number.
func low[N integer](number N) uint32 {
	return uint32(number) // #nosec G115 -- a hash needs no others
}

// noise returns one of many numbers in [-1, 1) that a hash gives. It is cheaper than another hash.
func noise(hashed uint32, number int) float64 {
	_, fraction := math.Modf(float64(hashed) / (1 << 32) * float64(7_919+2*number))
	return 2*fraction - 1
}

// rounded returns the nearest multiple of 1/parts: 1 gives whole numbers, 100 two decimals.
func rounded(value, parts float64) float64 {
	return math.Floor(value*parts+0.5) / parts
}

// uuid returns a UUID of version 4 whose first 8 digits are head.
func uuid[Key, Head integer](seed uint32, key Key, head Head) string {
	mixed := hash(head, hash(seed, key))
	b, c, d := hash(mixed, 1), hash(mixed, 2), hash(mixed, 3)
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%04x%08x", low(head), b>>16, b&0xfff, c>>16&0xfff, c&0xffff, d)
}
