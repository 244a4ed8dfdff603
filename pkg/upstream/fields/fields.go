// Package fields reduces JSON documents to the fields that the core reads. It is a keep-list: what no query needs, such
// as presigned links, tokens in URLs and metadata, never reaches a browser or the cache, whatever a service adds later.
package fields

import "strings"

// KeepList is a tree of the fields that are kept of a document.
type KeepList struct {
	root  node
	paths []string
}

// node is one place in a document, and what is kept there.
type node struct {
	// members are kept by their names, other is kept under any other name. Without both an object is kept empty.
	members map[string]*node
	other   *node
	// items are the elements of a list. Without it a list is kept empty.
	items *node
	// isScalar says that a text, number, true or false is kept. Of any other place only numbers, true, false and null
	// are.
	isScalar bool
	// isFreeText says that the text is written by people or machines about anything, so that it may name network
	// addresses.
	isFreeText bool
	// keepsNames says that unknown members are kept as their names with null.
	keepsNames bool
}

// Keep makes a keep-list of paths such as `data.list[].id`. `[]` stands for each element of a list, `*` for any name,
// `~` after a name marks free text, and `?` keeps the names of unknown members without their values.
func Keep(paths ...string) *KeepList {
	list := &KeepList{paths: paths}
	for _, path := range paths {
		list.add(path)
	}
	return list
}

// Paths are those of the keep-list, as it was made of them.
func (k *KeepList) Paths() []string { return k.paths }

// Under is a path for each of the names below a parent.
func Under(parent string, names ...string) []string {
	paths := make([]string, len(names))
	for i, name := range names {
		paths[i] = parent + "." + name
	}
	return paths
}

func (k *KeepList) add(path string) {
	at := &k.root
	for segment := range strings.SplitSeq(path, ".") {
		if segment == "?" {
			at.keepsNames = true
			return
		}
		name, isFreeText := strings.CutSuffix(segment, "~")
		name, isList := strings.CutSuffix(name, "[]")
		at = at.child(name)
		if isList {
			at = at.element()
		}
		at.isFreeText = at.isFreeText || isFreeText
	}
	at.isScalar = true
}

func (n *node) child(name string) *node {
	if name == "*" {
		if n.other == nil {
			n.other = &node{}
		}
		return n.other
	}
	if n.members == nil {
		n.members = map[string]*node{}
	}
	if n.members[name] == nil {
		n.members[name] = &node{}
	}
	return n.members[name]
}

func (n *node) element() *node {
	if n.items == nil {
		n.items = &node{}
	}
	return n.items
}
