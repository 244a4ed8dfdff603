package simulator

import (
	"net/http"
	"net/url"
	"time"
)

// unlisted is a server that has no list of streams; whatever else it is asked for, it answers. Source: Storm's pages have none.
func unlisted(asked request, given answer, _ time.Time) answer {
	if asked.kind != streamList {
		return given
	}
	return jsonAnswer(http.StatusNotFound, map[string]any{"message": "Not found"})
}

// holderOf gives the object that holds a list, and by what name: `data` and `events` of 100ms, `data.list` of Storm.
func holderOf(document any) (holder object, name string) {
	top := objectOf(document)
	if _, isEvents := top["events"]; isEvents {
		return top, "events"
	}
	if data, isStorm := top["data"].(object); isStorm {
		return data, "list"
	}
	return top, "data"
}

func emptyList(document any) any {
	holder, name := holderOf(document)
	holder[name] = []any{}
	return document
}

func nullList(document any) any {
	holder, name := holderOf(document)
	holder[name] = nil
	return document
}

func noList(document any) any {
	holder, name := holderOf(document)
	delete(holder, name)
	return document
}

// fromTheStart makes each page the first one.
func fromTheStart(query url.Values) {
	query.Del("start")
	query.Del("page")
}

// repeatedCursor says of each page that the same one follows.
func repeatedCursor(document any) any {
	switch holder, name := holderOf(document); name {
	case "events":
		holder["next"] = "once-more"
	case "list":
		holder["hasNext"] = true
	default:
		holder["last"] = "once-more"
	}
	return document
}
