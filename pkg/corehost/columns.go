package corehost

import (
	"fmt"
	"math"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// columnOf converts the cells of a column to the slice that a field of the type holds. It fails on a cell of another
// type, and on a null in a field without nulls.
func columnOf(fieldType data.FieldType, cells []any) (any, error) {
	switch fieldType {
	case data.FieldTypeTime:
		return required(cells, toTime)
	case data.FieldTypeNullableTime:
		return nullable(cells, toTime)
	case data.FieldTypeNullableFloat64:
		return nullable(cells, toFloat)
	case data.FieldTypeNullableString:
		return nullable(cells, cast[string])
	case data.FieldTypeNullableBool:
		return nullable(cells, cast[bool])
	}
	return nil, fmt.Errorf("the host reads no column of type %s", fieldType.ItemTypeString())
}

// required converts cells of which none may be null.
func required[T any](cells []any, convert func(cell any) (T, bool)) ([]T, error) {
	column := make([]T, len(cells))
	for i, cell := range cells {
		value, isValid := convert(cell)
		if !isValid {
			return nil, cellError(i, cell)
		}
		column[i] = value
	}
	return column, nil
}

// nullable returns pointers into one slice: one allocation instead of one per cell.
func nullable[T any](cells []any, convert func(cell any) (T, bool)) ([]*T, error) {
	values := make([]T, len(cells))
	column := make([]*T, len(cells))
	for i, cell := range cells {
		if cell == nil {
			continue
		}
		value, isValid := convert(cell)
		if !isValid {
			return nil, cellError(i, cell)
		}
		values[i] = value
		column[i] = &values[i]
	}
	return column, nil
}

func cellError(row int, cell any) error {
	return fmt.Errorf("row %d holds %v, a %T", row, cell, cell)
}

// toTime converts whole milliseconds since the epoch.
func toTime(cell any) (time.Time, bool) {
	milliseconds, isValid := cell.(int64)
	return time.UnixMilli(milliseconds).UTC(), isValid
}

func toFloat(cell any) (float64, bool) {
	switch number := cell.(type) {
	case int64:
		return float64(number), true
	case float64:
		return number, !math.IsNaN(number) && !math.IsInf(number, 0)
	}
	return 0, false
}

func cast[T any](cell any) (T, bool) {
	value, isValid := cell.(T)
	return value, isValid
}
