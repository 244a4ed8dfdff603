package engine

import (
	"slices"

	"github.com/dop251/goja"
)

// record is a small object of a document. goja gives each of its own objects a hash table, which takes as long to fill as all the rest of
// the document takes to read; the members of a record are in a list. JavaScript sees no difference.
type record struct {
	members []member
}

type member struct {
	name  string
	value goja.Value
}

// mostMembers is up to how many members a list is searched as fast as a hash table.
const mostMembers = 32

// fitsRecord tells whether members can be those of a record: few, each with a name of its own, and none that JavaScript would put before
// those that were there first, as it does with indices.
func fitsRecord(members []member) bool {
	if len(members) > mostMembers {
		return false
	}
	for i, member := range members {
		if member.name == "" || member.name[0] <= '9' || member.name == "__proto__" || indexOf(members[:i], member.name) >= 0 {
			return false
		}
	}
	return true
}

func indexOf(members []member, name string) int {
	for i := range members {
		if members[i].name == name {
			return i
		}
	}
	return -1
}

// Get is nil for a name that is not there, as goja asks for.
func (r *record) Get(name string) goja.Value {
	if i := indexOf(r.members, name); i >= 0 {
		return r.members[i].value
	}
	return nil
}

func (r *record) Set(name string, value goja.Value) bool {
	if i := indexOf(r.members, name); i >= 0 {
		r.members[i].value = value
	} else {
		r.members = append(r.members, member{name, value})
	}
	return true
}

func (r *record) Has(name string) bool { return indexOf(r.members, name) >= 0 }

func (r *record) Delete(name string) bool {
	r.members = slices.DeleteFunc(r.members, func(member member) bool { return member.name == name })
	return true
}

func (r *record) Keys() []string {
	names := make([]string, len(r.members))
	for i := range r.members {
		names[i] = r.members[i].name
	}
	return names
}
