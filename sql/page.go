package sql

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
)

const (
	defaultPage = 50
	maxPage     = 500
)

func (p Page) size() (int, error) {
	switch {
	case p.First == 0:
		return defaultPage, nil
	case p.First < 0:
		return 0, fmt.Errorf("%w: first is %d; ask for 1 to %d", ErrQuestion, p.First, maxPage)
	case p.First > maxPage:
		return 0, fmt.Errorf("%w: first is %d; a page holds at most %d", ErrTooMany, p.First, maxPage)
	}
	return p.First, nil
}

// cursor packs a sort key; list names the order it is good for.
func cursor(list string, key ...string) string {
	packed, err := json.Marshal(append([]string{list}, key...))
	if err != nil {
		panic(err) // strings always marshal
	}
	return base64.RawURLEncoding.EncodeToString(packed)
}

// cursorFields is the sort key of a cursor of that list; nil for the empty cursor.
func cursorFields(text, list string, fields int) ([]string, error) {
	if text == "" {
		return nil, nil
	}
	var key []string
	packed, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		err = json.Unmarshal(packed, &key)
	}
	if err != nil || len(key) != fields+1 || key[0] != list {
		return nil, fmt.Errorf("%w: %.80q; take after from the endCursor of the page before", ErrCursor, text)
	}
	return key[1:], nil
}
