package exchange

import (
	"context"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/fhir/client"
)

// heeded looks whether a server has taken an update for the version it was made on
// and no other. Where versions are numbered and one was passed over, somebody may
// have been written over, or the server counts in its own way. To tell the two
// apart, the same bytes are sent again on the version that has certainly moved on: a
// server that heeds If-Match answers 412, and one that takes them writes what it
// holds already. Once it has answered, it is not asked again in this run.
func (a applier) heeded(ctx context.Context, i Item, body []byte, was string, out client.Outcome) error {
	if a.run.heeds || !skipped(was, out.ETag) {
		return nil
	}
	_, err := a.server.Update(ctx, i.Name.Type, i.ID, body, was)
	if err == nil {
		a.run.stop(ignoresIfMatch(), changes)
		return writtenOver()
	}
	a.moved(err)
	return nil
}

// skipped reports whether there is a version between two that are numbered.
func skipped(was, now string) bool {
	from, known := numbered(was)
	to, counts := numbered(now)
	return known && counts && to > from+1
}

func numbered(etag string) (uint64, bool) {
	n, err := strconv.ParseUint(strings.Trim(strings.TrimPrefix(etag, "W/"), `"`), 10, 32)
	return n, err == nil
}
