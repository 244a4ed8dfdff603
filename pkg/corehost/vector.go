package corehost

import (
	"fmt"
	"math"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// vectorOf makes a column the slice that a field of the type holds. Fails on a cell of another type, and on a null in a field without nulls.
func vectorOf(fieldType data.FieldType, cells []any) (any, error) {
	switch fieldType {
	case data.FieldTypeTime:
		return whole(cells, timeOf)
	case data.FieldTypeNullableTime:
		return nullable(cells, timeOf)
	case data.FieldTypeNullableFloat64:
		return nullable(cells, floatOf)
	case data.FieldTypeNullableString:
		return nullable(cells, cast[string])
	case data.FieldTypeNullableBool:
		return nullable(cells, cast[bool])
	}
	return nil, fmt.Errorf("the host reads no column of type %s", fieldType.ItemTypeString())
}

func whole[T any](cells []any, read func(cell any) (T, bool)) ([]T, error) {
	vector := make([]T, len(cells))
	for i, cell := range cells {
		value, fits := read(cell)
		if !fits {
			return nil, misfit(i, cell)
		}
		vector[i] = value
	}
	return vector, nil
}

// nullable points into one slice, which costs one allocation instead of one a cell.
func nullable[T any](cells []any, read func(cell any) (T, bool)) ([]*T, error) {
	values := make([]T, len(cells))
	vector := make([]*T, len(cells))
	for i, cell := range cells {
		if cell == nil {
			continue
		}
		value, fits := read(cell)
		if !fits {
			return nil, misfit(i, cell)
		}
		values[i] = value
		vector[i] = &values[i]
	}
	return vector, nil
}

func misfit(row int, cell any) error {
	return fmt.Errorf("row %d holds %v, a %T", row, cell, cell)
}

// timeOf reads whole milliseconds since the epoch.
func timeOf(cell any) (time.Time, bool) {
	milliseconds, fits := cell.(int64)
	return time.UnixMilli(milliseconds).UTC(), fits
}

func floatOf(cell any) (float64, bool) {
	switch number := cell.(type) {
	case int64:
		return float64(number), true
	case float64:
		return number, !math.IsNaN(number) && !math.IsInf(number, 0)
	}
	return 0, false
}

func cast[T any](cell any) (T, bool) {
	value, fits := cell.(T)
	return value, fits
}
