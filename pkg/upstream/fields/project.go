package fields

import (
	"encoding/json"
	"strings"

	"github.com/tidwall/gjson"
)

// maxNames is how many names of unknown members of one object are kept, and maxName how long one may be. A notice of
// the core names 20.
const maxNames, maxName = 20, 64

// Clean returns a kept text without secrets and addresses. Its argument is the text with its escapes decoded.
type Clean func(text string, isFreeText bool) string

// Project returns the kept fields of a JSON document. It descends as deep as the keep-list, not as the document, and
// skips the rest. For a text that is not JSON, it returns the part that it could read, which need not be valid JSON.
func (k *KeepList) Project(text string, clean Clean) string {
	p := projection{clean: clean}
	p.kept.Grow(len(text))
	p.value(&k.root, gjson.Parse(text))
	return p.kept.String()
}

type projection struct {
	clean Clean
	kept  strings.Builder
}

func (p *projection) value(at *node, value gjson.Result) {
	switch {
	case value.IsObject():
		p.object(at, value)
	case value.IsArray():
		p.list(at, value)
	case value.Type != gjson.String:
		p.kept.WriteString(value.Raw)
	case at.keepsText:
		p.text(value, at.isFreeText)
	default:
		p.kept.WriteString(`""`)
	}
}

func (p *projection) object(at *node, object gjson.Result) {
	p.kept.WriteByte('{')
	members, unknown := 0, 0
	if at.members != nil || at.other != nil || at.keepsUnknownNames {
		object.ForEach(func(name, value gjson.Result) bool {
			child, isKnown := at.members[name.Str]
			if !isKnown && strings.HasSuffix(name.Str, at.suffix) {
				child = at.other
			}
			isNameOnly := child == nil && at.keepsUnknownNames && unknown < maxNames && isPlainName(name.Str)
			if child == nil && !isNameOnly {
				return true
			}
			if members++; members > 1 {
				p.kept.WriteByte(',')
			}
			p.text(name, false)
			p.kept.WriteByte(':')
			if isNameOnly {
				unknown++
				p.kept.WriteString("null")
			} else {
				p.value(child, value)
			}
			return true
		})
	}
	p.kept.WriteByte('}')
}

func (p *projection) list(at *node, list gjson.Result) {
	if at.items != nil && isFlat(list.Raw[1:]) {
		p.kept.WriteString(list.Raw) // Numbers, of which a document can have millions.
		return
	}
	p.kept.WriteByte('[')
	items := 0
	if at.items != nil {
		list.ForEach(func(_, item gjson.Result) bool {
			if items++; items > 1 {
				p.kept.WriteByte(',')
			}
			p.value(at.items, item)
			return true
		})
	}
	p.kept.WriteByte(']')
}

// isFlat reports whether a list, after its bracket, has no texts, lists and objects. It searches for one byte at a
// time, which is many times faster than a search for any of three.
func isFlat(list string) bool {
	return strings.IndexByte(list, '"') < 0 && strings.IndexByte(list, '[') < 0 && strings.IndexByte(list, '{') < 0
}

// text writes a string with its original escapes, or encodes it again if it was changed.
func (p *projection) text(text gjson.Result, isFreeText bool) {
	if cleaned := p.clean(text.Str, isFreeText); cleaned != text.Str {
		quoted, _ := json.Marshal(cleaned) // A string always becomes JSON.
		p.kept.Write(quoted)
		return
	}
	p.kept.WriteString(text.Raw)
}

// isPlainName reports whether a name has only the characters of both services' names, so that it is a name and not
// content.
func isPlainName(name string) bool {
	for _, char := range []byte(name) {
		if (char < 'A' || char > 'Z') && (char < 'a' || char > 'z') && (char < '0' || char > '9') && char != '_' {
			return false
		}
	}
	return name != "" && len(name) <= maxName
}
