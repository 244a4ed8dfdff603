package engine

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// object makes the object that begins at an offset.
func (d *document) object(at int, of uint32) goja.Value {
	part := d.parts[of]
	made := &record{document: d, members: make([]member, 0, part.count())}
	if part.count() > mostSearched {
		made.index = make(map[string]int, part.count())
	}
	next := place{uint32(at), of + 1}
	hasIndices := false
	for range part.count() {
		start := d.skipBlanks(int(next.at) + 1)
		name := d.textValue(start).String()
		colon := d.skipBlanks(d.endOfText(start) + 1)
		next.at = uint32(d.skipBlanks(colon + 1))
		if i := made.indexOf(name); i >= 0 {
			made.members[i].place = next
		} else {
			made.append(member{name: name, place: next})
		}
		hasIndices = hasIndices || isIndex(name)
		next = d.after(next)
	}
	if hasIndices {
		made.indicesFirst()
	}
	return d.vm.NewDynamicObject(made)
}

// record is an object of a document. goja gives each of its own objects a hash table, which takes as long to fill as all the rest of the
// document takes to read; the members of a record are in a list, and their values are made when they are read. JavaScript that reads
// it sees no difference; its members cannot be frozen or given accessors.
type record struct {
	document *document
	members  []member
	// index is where each name is; nil where there are few.
	index map[string]int
}

type member struct {
	name  string
	place place
	// value is nil until it is read.
	value goja.Value
}

// mostSearched is up to how many members a list is searched as fast as a hash table.
const mostSearched = 32

func (r *record) indexOf(name string) int {
	if r.index != nil {
		if i, isThere := r.index[name]; isThere {
			return i
		}
		return -1
	}
	for i := range r.members {
		if r.members[i].name == name {
			return i
		}
	}
	return -1
}

func (r *record) append(added member) {
	if r.index == nil && len(r.members) == mostSearched {
		r.reindex()
	}
	if r.index != nil {
		r.index[added.name] = len(r.members)
	}
	r.members = append(r.members, added)
}

func (r *record) reindex() {
	r.index = make(map[string]int, len(r.members))
	for i := range r.members {
		r.index[r.members[i].name] = i
	}
}

// indicesFirst puts members whose names are indices first, by number, as JavaScript does.
func (r *record) indicesFirst() {
	slices.SortStableFunc(r.members, func(one, other member) int {
		if isIndex(one.name) && isIndex(other.name) {
			return cmp.Or(cmp.Compare(len(one.name), len(other.name)), cmp.Compare(one.name, other.name))
		}
		return cmp.Compare(rank(one.name), rank(other.name))
	})
	if r.index != nil {
		r.reindex()
	}
}

func rank(name string) int {
	if isIndex(name) {
		return 0
	}
	return 1
}

// lastIndex is the largest that an array can have.
const lastIndex = 1<<32 - 2

func isIndex(name string) bool {
	if name == "" || name[0] < '0' || name[0] > '9' || (name[0] == '0' && len(name) > 1) {
		return false
	}
	index, err := strconv.ParseUint(name, 10, 32)
	return err == nil && index <= lastIndex
}

// Get is nil for a name that is not there, as goja asks for.
func (r *record) Get(name string) goja.Value {
	i := r.indexOf(name)
	if i < 0 {
		return nil
	}
	member := &r.members[i]
	if member.value == nil {
		member.value = r.document.value(int(member.place.at), member.place.part)
	}
	return member.value
}

func (r *record) Set(name string, value goja.Value) bool {
	if i := r.indexOf(name); i >= 0 {
		r.members[i].value = value
	} else {
		r.append(member{name: name, value: value})
	}
	return true
}

func (r *record) Has(name string) bool { return r.indexOf(name) >= 0 }

func (r *record) Delete(name string) bool {
	r.members = slices.DeleteFunc(r.members, func(member member) bool { return member.name == name })
	if r.index != nil {
		r.reindex()
	}
	return true
}

func (r *record) Keys() []string {
	names := make([]string, len(r.members))
	for i := range r.members {
		names[i] = r.members[i].name
	}
	return names
}
