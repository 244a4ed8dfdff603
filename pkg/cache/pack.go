package cache

import "github.com/klauspost/compress/zstd"

// windowBytes is how far back the compressor searches a text for repetitions. It bounds the memory of a compression.
const windowBytes = 1 << 20

// Both are safe for concurrent use and run no goroutines between two texts. Making them fails only for wrong options.
var (
	compressor   = must(zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(windowBytes), zstd.WithLowerEncoderMem(true)))
	decompressor = must(zstd.NewReader(nil))
)

func compress(text string) string { return string(compressor.EncodeAll([]byte(text), nil)) }

// decompress returns the original text; false for invalid input.
func decompress(compressed string) (string, bool) {
	text, err := decompressor.DecodeAll([]byte(compressed), nil)
	return string(text), err == nil
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
