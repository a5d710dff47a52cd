package conformance

import (
	"errors"
	"slices"
	"strings"
)

// versions are the checks of what becomes of a resource over time.
var versions = []Check{
	{"update-makes-a-version", "http.html, update", "An update answers 200 with the ETag of a new version.", func(p *probe) error {
		k, err := p.tagged("update")
		if err != nil {
			return err
		}
		r := p.put(k, k.etag)
		return errors.Join(r.want(200), r.is(r.header.Get("ETag") != "" && r.header.Get("ETag") != k.etag, "the ETag is not a new one"))
	}},
	{"update-needs-its-id", "http.html, update", "An update whose body has no id, or another, is 400.", func(p *probe) error {
		k, err := p.tagged("update")
		if err != nil {
			return err
		}
		none := p.send("PUT", k.address(p), p.sample(k.value, ""), "If-Match: "+k.etag)
		other := p.send("PUT", k.address(p), p.sample(k.value, "towpath-other"), "If-Match: "+k.etag)
		return errors.Join(none.want(400), other.want(400))
	}},
	{"update-heeds-if-match", "http.html, managing resource contention", "An update with If-Match of an older version is 412 and changes nothing.", func(p *probe) error {
		k, err := p.tagged("update")
		if err != nil {
			return err
		}
		second := p.put(k, k.etag)
		if err := second.want(200); err != nil {
			return err
		}
		stale := p.put(k, k.etag)
		now := p.send("GET", k.address(p), nil)
		return errors.Join(stale.want(412), now.is(now.header.Get("ETag") == second.header.Get("ETag"), "the version moved on all the same"))
	}},
	{"update-asks-for-if-match", "http.html, managing resource contention", "Where versioning is versioned-update, an update without If-Match is 400.", func(p *probe) error {
		if p.typ.Versioning != "versioned-update" {
			return skip("the statement does not say versioned-update")
		}
		k, err := p.tagged("update")
		if err != nil {
			return err
		}
		return p.send("PUT", k.address(p), p.sample(k.value, k.id)).want(400)
	}},
	{"update-as-create", "http.html, update as create", "A PUT to an id that nothing has is 201 where updateCreate is said, and 405 where not.", func(p *probe) error {
		if err := p.needs("update"); err != nil {
			return err
		}
		value := p.value()
		id := "towpath-" + value
		r := p.send("PUT", "/"+p.Type+"/"+id, p.sample(value, id))
		if r.status == 201 {
			p.remember(id)
		}
		if p.typ.UpdateCreate {
			return r.want(201)
		}
		return r.want(405, 404)
	}},
	{"version-read", "http.html, vread", "A version can be read after a newer one was made.", func(p *probe) error {
		if err := p.needs("vread"); err != nil {
			return err
		}
		k, err := p.tagged("update")
		if err != nil {
			return err
		}
		if err := p.put(k, k.etag).want(200); err != nil {
			return err
		}
		version := strings.Trim(strings.TrimPrefix(k.etag, "W/"), `"`)
		r := p.send("GET", k.address(p)+"/_history/"+version, nil)
		return errors.Join(r.want(200), r.is(r.resource().Meta.VersionID == version, "it is another version"))
	}},
	{"history-newest-first", "http.html, history", "A history lists the versions, newest first, each with its request.", func(p *probe) error {
		if err := p.needs("history-instance"); err != nil {
			return err
		}
		k, err := p.tagged("update")
		if err != nil {
			return err
		}
		if err := p.put(k, k.etag).want(200); err != nil {
			return err
		}
		r := p.send("GET", k.address(p)+"/_history", nil)
		all, err := p.walk(r)
		var methods []string
		for _, e := range all.Entry {
			if e.Request != nil {
				methods = append(methods, e.Request.Method)
			}
		}
		return errors.Join(err, r.is(r.resource().Type == "history", "the Bundle is no history"),
			r.is(slices.Equal(methods, []string{"PUT", "POST"}), "the entries are not the update and then the create"))
	}},
	{"delete-is-410", "http.html, delete", "What was deleted is read as 410, or as 404 by a server that keeps no track.", func(p *probe) error {
		k, err := p.tagged("delete")
		if err != nil {
			return err
		}
		return errors.Join(p.send("DELETE", k.address(p), nil).want(204, 200), p.send("GET", k.address(p), nil).want(410, 404))
	}},
	{"delete-hides-from-search", "http.html, delete", "What was deleted is not found by a search.", func(p *probe) error {
		k, err := p.tagged("delete")
		if err != nil {
			return err
		}
		gone := p.send("DELETE", k.address(p), nil)
		return errors.Join(gone.want(204, 200), p.number(k.value, 0))
	}},
	{"delete-twice", "http.html, delete", "To delete what is deleted already has no effect and is no error.", func(p *probe) error {
		k, err := p.tagged("delete")
		if err != nil {
			return err
		}
		return errors.Join(p.send("DELETE", k.address(p), nil).want(204, 200), p.send("DELETE", k.address(p), nil).want(204, 200))
	}},
	{"delete-and-back", "http.html, delete", "A PUT brings back what was deleted, in a version of its own.", func(p *probe) error {
		if err := p.needs("update"); err != nil {
			return err
		}
		k, err := p.tagged("delete")
		if err != nil {
			return err
		}
		gone := p.send("DELETE", k.address(p), nil)
		back := p.send("PUT", k.address(p), p.sample(k.value, k.id))
		return errors.Join(gone.want(204, 200), back.want(200, 201), p.send("GET", k.address(p), nil).want(200),
			back.is(back.header.Get("ETag") != k.etag, "it has the version it had before"))
	}},
	{"patch-is-applied", "http.html, patch", "A JSON Patch changes the resource and makes a version.", func(p *probe) error {
		k, err := p.tagged("patch")
		if err != nil {
			return err
		}
		r := p.patch(k, `[{"op":"test","path":"/id","value":"`+k.id+`"},{"op":"add","path":"/language","value":"en-GB"}]`)
		now := p.send("GET", k.address(p), nil)
		return errors.Join(r.want(200), now.is(strings.Contains(string(now.body), "en-GB"), "what was added is not there"),
			now.is(now.header.Get("ETag") != k.etag, "the version is the old one"))
	}},
	{"patch-heeds-test", "http.html, patch", "A JSON Patch whose test fails is turned down and changes nothing.", func(p *probe) error {
		k, err := p.tagged("patch")
		if err != nil {
			return err
		}
		r := p.patch(k, `[{"op":"add","path":"/language","value":"en-GB"},{"op":"test","path":"/id","value":"towpath-other"}]`)
		now := p.send("GET", k.address(p), nil)
		return errors.Join(r.refused(), now.is(now.header.Get("ETag") == k.etag, "the version moved on all the same"))
	}},
}

// tagged makes a resource for a check of some interactions, with its ETag.
func (p *probe) tagged(codes ...string) (kept, error) {
	if err := p.needs(codes...); err != nil {
		return kept{}, err
	}
	k, _, err := p.create()
	if err == nil && k.etag == "" {
		k.etag = p.send("GET", k.address(p), nil).header.Get("ETag")
	}
	if err == nil && k.etag == "" {
		err = skip("the server gives no ETag")
	}
	return k, err
}

func (p *probe) put(k kept, etag string) reply {
	return p.send("PUT", k.address(p), p.sample(k.value, k.id), "If-Match: "+etag)
}

func (p *probe) patch(k kept, ops string) reply {
	return p.send("PATCH", k.address(p), []byte(ops), "Content-Type: application/json-patch+json", "If-Match: "+k.etag)
}
