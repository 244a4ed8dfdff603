package cache

import "github.com/klauspost/compress/zstd"

// windowBytes is how far back a text is searched for repetitions. It bounds what a compression takes.
const windowBytes = 1 << 20

// Both are safe for concurrent use, and run nothing between two texts. Only options that are wrong could fail.
var (
	packer   = must(zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(windowBytes), zstd.WithLowerEncoderMem(true)))
	unpacker = must(zstd.NewReader(nil))
)

func pack(text string) string { return string(packer.EncodeAll([]byte(text), nil)) }

// unpack gives a packed text, and false for what is none.
func unpack(packed string) (string, bool) {
	text, err := unpacker.DecodeAll([]byte(packed), nil)
	return string(text), err == nil
}

func must[T any](made T, err error) T {
	if err != nil {
		panic(err)
	}
	return made
}
