// Package fields reduces JSON documents to the fields that the core reads. It is a keep-list: fields that no query
// needs, such as presigned links, tokens in URLs and metadata, never reach a browser or the cache, even if a service
// adds them later.
package fields

import "strings"

// KeepList is a tree of the fields of a document that are kept.
type KeepList struct {
	root  node
	paths []string
}

// node describes the kept part of one value in a document.
type node struct {
	// members are the kept members by name; other is for any other name that ends in suffix. Without both, an object is
	// kept empty.
	members map[string]*node
	other   *node
	suffix  string
	// items is for the elements of a list. Without it, a list is kept empty.
	items *node
	// keepsText is set if a text, number, true or false is kept. Without it, only numbers, true, false and null are kept.
	keepsText bool
	// isFreeText is set if people or programs write the text freely, so that it can contain network addresses.
	isFreeText bool
	// keepsUnknownNames is set if unknown members are kept as their names with null.
	keepsUnknownNames bool
}

// Keep returns a keep-list for paths such as `data.list[].id`. `[]` means each element of a list, `*` any name and
// `*History` any that ends so, `~` after a name marks free text, and `?` keeps the names of unknown members without
// their values. `#` at the end means numbers, but no text.
func Keep(paths ...string) *KeepList {
	list := &KeepList{paths: paths}
	for _, path := range paths {
		list.add(path)
	}
	return list
}

// Paths returns the paths of the keep-list.
func (k *KeepList) Paths() []string { return k.paths }

// Below returns a path for each name below a parent.
func Below(parent string, names ...string) []string {
	paths := make([]string, len(names))
	for i, name := range names {
		paths[i] = parent + "." + name
	}
	return paths
}

func (k *KeepList) add(path string) {
	path, isNumber := strings.CutSuffix(path, "#")
	at := &k.root
	for segment := range strings.SplitSeq(path, ".") {
		if segment == "?" {
			at.keepsUnknownNames = true
			return
		}
		name, isFreeText := strings.CutSuffix(segment, "~")
		name, lists, _ := strings.Cut(name, "[")
		at = at.child(name)
		for range strings.Count(lists, "]") {
			at = at.element()
		}
		at.isFreeText = at.isFreeText || isFreeText
	}
	at.keepsText = at.keepsText || !isNumber
}

func (n *node) child(name string) *node {
	if suffix, isPattern := strings.CutPrefix(name, "*"); isPattern {
		if n.other == nil {
			n.other, n.suffix = &node{}, suffix
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
