package engine

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// object makes the object that begins at an offset.
func (d *document) object(at int, index uint32) goja.Value {
	container := d.containers[index]
	object := &lazyObject{document: d, members: make([]member, 0, container.count())}
	if container.count() > maxLinear {
		object.index = make(map[string]int, container.count())
	}
	next := position{to32(at), index + 1}
	hasIndices := false
	for range container.count() {
		start := d.skipBlanks(int(next.at) + 1)
		name := d.stringValue(start).String()
		colon := d.skipBlanks(d.endOfString(start) + 1)
		next.at = to32(d.skipBlanks(colon + 1))
		if i := object.indexOf(name); i >= 0 {
			object.members[i].position = next
		} else {
			object.append(member{name: name, position: next})
		}
		hasIndices = hasIndices || isIndex(name)
		next = d.after(next)
	}
	if hasIndices {
		object.sortIndicesFirst()
	}
	return d.vm.NewDynamicObject(object)
}

// lazyObject is an object of a document. Each of goja's own objects has a hash table, which takes as long to fill as
// the rest of the document takes to parse. Here, the members are in a list, and their values are made when they are
// read. To JavaScript it looks like any object, except that its members cannot be frozen or get accessors.
type lazyObject struct {
	document *document
	members  []member
	// index maps a name to its index in members; nil for few members.
	index map[string]int
}

type member struct {
	name     string
	position position
	// value is nil before the first read.
	value goja.Value
}

// maxLinear is how many members a linear search finds as fast as a hash table.
const maxLinear = 32

func (o *lazyObject) indexOf(name string) int {
	if o.index != nil {
		if i, isKnown := o.index[name]; isKnown {
			return i
		}
		return -1
	}
	for i := range o.members {
		if o.members[i].name == name {
			return i
		}
	}
	return -1
}

func (o *lazyObject) append(added member) {
	if o.index == nil && len(o.members) == maxLinear {
		o.reindex()
	}
	if o.index != nil {
		o.index[added.name] = len(o.members)
	}
	o.members = append(o.members, added)
}

func (o *lazyObject) reindex() {
	o.index = make(map[string]int, len(o.members))
	for i := range o.members {
		o.index[o.members[i].name] = i
	}
}

// sortIndicesFirst moves members whose names are array indices to the front, in numeric order, as JavaScript does.
func (o *lazyObject) sortIndicesFirst() {
	slices.SortStableFunc(o.members, func(one, other member) int {
		if isIndex(one.name) && isIndex(other.name) {
			return cmp.Or(cmp.Compare(len(one.name), len(other.name)), cmp.Compare(one.name, other.name))
		}
		return cmp.Compare(rank(one.name), rank(other.name))
	})
	if o.index != nil {
		o.reindex()
	}
}

func rank(name string) int {
	if isIndex(name) {
		return 0
	}
	return 1
}

// maxIndex is the largest index of an array.
const maxIndex = 1<<32 - 2

func isIndex(name string) bool {
	if name == "" || name[0] < '0' || name[0] > '9' || (name[0] == '0' && len(name) > 1) {
		return false
	}
	index, err := strconv.ParseUint(name, 10, 32)
	return err == nil && index <= maxIndex
}

// Get returns the value of a member; nil if there is none, as goja requires.
func (o *lazyObject) Get(name string) goja.Value {
	i := o.indexOf(name)
	if i < 0 {
		return nil
	}
	member := &o.members[i]
	if member.value == nil {
		member.value = o.document.memberValue(member.position)
	}
	return member.value
}

// memberValue makes the value of a member. A long whole number becomes a string: it may be an ID, and a double would
// not keep all its digits. `parseJson` of the core does the same where JSON.parse does not.
func (d *document) memberValue(value position) goja.Value {
	if text, isLong := d.wholeText(int(value.at)); isLong && !d.isFromEngine {
		return d.vm.ToValue(text)
	}
	return d.value(int(value.at), value.next)
}

func (o *lazyObject) Set(name string, value goja.Value) bool {
	if i := o.indexOf(name); i >= 0 {
		o.members[i].value = value
	} else {
		o.append(member{name: name, value: value})
	}
	return true
}

func (o *lazyObject) Has(name string) bool { return o.indexOf(name) >= 0 }

func (o *lazyObject) Delete(name string) bool {
	o.members = slices.DeleteFunc(o.members, func(member member) bool { return member.name == name })
	if o.index != nil {
		o.reindex()
	}
	return true
}

func (o *lazyObject) Keys() []string {
	names := make([]string, len(o.members))
	for i := range o.members {
		names[i] = o.members[i].name
	}
	return names
}
