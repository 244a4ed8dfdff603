package fields

import (
	"encoding/json"
	"strings"
)

// maxNames is how many names of unknown members are kept of one object, and maxName how long one may be. The core names 20 in a notice.
const maxNames, maxName = 20, 64

// Clean changes a kept text, given as it reads once its escapes are decoded.
type Clean func(text string, isFreeText bool) string

// Project returns the kept fields of a JSON document. It reads the text once, from its beginning to its end; its recursion is as deep as
// the keep-list and not as the document. Of a text that is not JSON it returns what was read of it, which is not a whole document.
func (k *KeepList) Project(text string, clean Clean) string {
	p := projection{scanner: scanner{text: text}, clean: clean}
	p.value(&k.root)
	return p.kept.String()
}

type projection struct {
	scanner
	clean Clean
	kept  strings.Builder
}

func (p *projection) value(at *node) {
	switch p.next() {
	case '{':
		p.object(at)
	case '[':
		p.list(at)
	case '"':
		p.string(at)
	default:
		p.kept.WriteString(p.scalar())
	}
}

func (p *projection) object(at *node) {
	if at.members == nil && at.other == nil && !at.keepsNames {
		p.skip()
		p.kept.WriteString("{}")
		return
	}
	p.at++
	p.kept.WriteByte('{')
	members, unknown := 0, 0
	for p.next() == '"' {
		spelled := p.quoted()
		name := decode(spelled)
		p.takes(':')
		child, isKnown := at.members[name]
		if !isKnown {
			child = at.other
		}
		isNameOnly := child == nil && at.keepsNames && unknown < maxNames && isPlainName(name)
		if child == nil && !isNameOnly {
			p.skip()
			p.takes(',')
			continue
		}
		if members++; members > 1 {
			p.kept.WriteByte(',')
		}
		p.writeText(spelled, name, false)
		p.kept.WriteByte(':')
		if isNameOnly {
			unknown++
			p.skip()
			p.kept.WriteString("null")
		} else {
			p.value(child)
		}
		p.takes(',')
	}
	p.close('}')
}

func (p *projection) list(at *node) {
	if at.items == nil {
		p.skip()
		p.kept.WriteString("[]")
		return
	}
	if numbers, isFlat := p.numbers(); isFlat {
		p.kept.WriteString(numbers)
		return
	}
	p.at++
	p.kept.WriteByte('[')
	for items := 0; p.next() != ']' && p.next() != 0; items++ {
		if items > 0 {
			p.kept.WriteByte(',')
		}
		before := p.at
		p.value(at.items)
		if p.takes(','); p.at == before {
			p.at = len(p.text) // Not JSON: nothing begins here.
		}
	}
	p.close(']')
}

// close ends an object or list. What ends in another way is not JSON, and is left open.
func (p *projection) close(end byte) {
	if p.next() != end {
		p.at = len(p.text)
		return
	}
	p.at++
	p.kept.WriteByte(end)
}

func (p *projection) string(at *node) {
	spelled := p.quoted()
	if !at.isScalar {
		p.kept.WriteString(`""`)
		return
	}
	p.writeText(spelled, decode(spelled), at.isFreeText)
}

// writeText writes a string as it was spelled, or anew if it was changed.
func (p *projection) writeText(spelled, text string, isFreeText bool) {
	if cleaned := p.clean(text, isFreeText); cleaned != text {
		quoted, _ := json.Marshal(cleaned) // A string always becomes JSON.
		p.kept.Write(quoted)
		return
	}
	p.kept.WriteByte('"')
	p.kept.WriteString(spelled)
	p.kept.WriteByte('"')
}

// decode reads the escapes of a string that is spelled between quotes.
func decode(spelled string) string {
	if !strings.Contains(spelled, `\`) {
		return spelled
	}
	var text string
	if err := json.Unmarshal([]byte(`"`+spelled+`"`), &text); err != nil {
		return spelled
	}
	return text
}

// isPlainName tells whether a name is spelled as both services spell theirs, so that it is a name and not content.
func isPlainName(name string) bool {
	for _, char := range []byte(name) {
		if (char < 'A' || char > 'Z') && (char < 'a' || char > 'z') && (char < '0' || char > '9') && char != '_' {
			return false
		}
	}
	return name != "" && len(name) <= maxName
}
