package simulator

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"
)

type object = map[string]any

// objectOf gives a value as an object, and one that belongs to nothing where it is anything else: several modes can be at work on a document.
func objectOf(value any) object {
	if found, isObject := value.(object); isObject {
		return found
	}
	return object{}
}

// wrong makes documents of the given kinds wrong; other answers, and errors, stay as they are. Numbers keep their digits.
func wrong(spoil func(document any) any, of ...kind) fault {
	return fault{change: func(asked request, given answer, _ time.Time) answer {
		if given.status != 200 || !slices.Contains(of, asked.kind) {
			return given
		}
		var document any
		decoder := json.NewDecoder(bytes.NewReader(given.body))
		decoder.UseNumber()
		if err := decoder.Decode(&document); err != nil {
			return given
		}
		return jsonAnswer(given.status, spoil(document))
	}}
}

// tracksOf gives every track and layer of a peer-stats document.
func tracksOf(document any) []object {
	var tracks []object
	for _, side := range []string{"publisher", "subscriber"} {
		for _, kind := range []string{"video", "audio"} {
			entries, _ := objectOf(objectOf(document)[side])[kind].([]any)
			for _, entry := range entries {
				tracks = append(tracks, objectOf(entry))
			}
		}
	}
	return tracks
}

// eachArray replaces every array of every time series of a peer-stats document, `timestamps` among them.
func eachArray(document any, replace func(name string, values []any) []any) any {
	for _, track := range tracksOf(document) {
		series := objectOf(track["time_series"])
		for name, array := range series {
			values, _ := array.([]any)
			series[name] = replace(name, values)
		}
	}
	return document
}

// ragged makes bitrates a third shorter than their timestamps, and losses and frame rates one longer.
func ragged(document any) any {
	return eachArray(document, func(name string, values []any) []any {
		switch name {
		case "bitrate":
			return values[:len(values)-len(values)/3]
		case "packet_loss_percent", "fps":
			return append(values, 0)
		default:
			return values
		}
	})
}

// nulls takes every third value away, and the second timestamp.
func nulls(document any) any {
	return eachArray(document, func(name string, values []any) []any {
		for i := range values {
			if (name == "timestamps" && i == 1) || (name != "timestamps" && i%3 == 2) {
				values[i] = nil
			}
		}
		return values
	})
}

func noSamples(document any) any {
	return eachArray(document, func(string, []any) []any { return []any{} })
}

// missingArrays leaves out bitrates, frame rates, and all audio that was received.
func missingArrays(document any) any {
	for _, track := range tracksOf(document) {
		series := objectOf(track["time_series"])
		delete(series, "bitrate")
		delete(series, "fps")
	}
	delete(objectOf(objectOf(document)["subscriber"]), "audio")
	return document
}

// unsorted lists the latest sample first.
func unsorted(document any) any {
	return eachArray(document, func(_ string, values []any) []any {
		slices.Reverse(values)
		return values
	})
}

// repeated gives every third sample the time of the one before it.
func repeated(document any) any {
	return eachArray(document, func(name string, values []any) []any {
		for i := 2; i < len(values) && name == "timestamps"; i += 3 {
			values[i] = values[i-1]
		}
		return values
	})
}

// unknownFields adds a field to the document, to every track and to every time series.
func unknownFields(document any) any {
	for _, track := range tracksOf(document) {
		series := objectOf(track["time_series"])
		timestamps, _ := series["timestamps"].([]any)
		quantizers := make([]any, len(timestamps))
		for i := range quantizers {
			quantizers[i] = 24 + i%5
		}
		series["quantizer"] = quantizers
		track["codec"] = "VP9"
	}
	objectOf(document)["region"] = "eu"
	return document
}

// unknownType gives video a track type that no page lists.
func unknownType(document any) any {
	for _, track := range tracksOf(document) {
		if _, hasType := track["type"]; hasType {
			track["type"] = "hologram"
		}
	}
	return document
}

// textNumbers writes every number as a text.
func textNumbers(value any) any {
	switch value := value.(type) {
	case json.Number:
		return value.String()
	case []any:
		for i := range value {
			value[i] = textNumbers(value[i])
		}
	case object:
		for name := range value {
			value[name] = textNumbers(value[name])
		}
	}
	return value
}

func nullDocument(any) any {
	return nil
}

func nullData(document any) any {
	objectOf(document)["data"] = nil
	return document
}

func noHealth(document any) any {
	objectOf(objectOf(document)["data"])["healthData"] = nil
	return document
}

// noDataGrade is what the server reports where it has nothing to grade: 0, and a grade that says so.
func noDataGrade(document any) any {
	health := objectOf(objectOf(objectOf(document)["data"])["healthData"])
	for name, value := range health {
		if _, isText := value.(string); isText {
			health[name] = "No Data"
		} else {
			health[name] = 0
		}
	}
	return document
}
