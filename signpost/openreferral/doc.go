// Package openreferral reads and writes directories in the shape of Open Referral UK
// 3.0, which is that of the Human Services Data Specification 3.x.
//
// A [Reader] takes what a directory sends (a page of services, one service, a list, or
// one service a line) and gives one [Entry] after the other, each with the
// signpost.Listing that it comes to. It holds one entry at a time, however long the
// document. What is wrong with an entry is said by its JSON path and a stable code; the
// entry is left out and the rest is read. [Compare] shows what a directory says
// differently from what is kept here and changes nothing. [Service] and [Page] write
// what is kept here in the same shape.
//
//	r := openreferral.NewReader(body, openreferral.Options{Directory: "tamarside", Today: today})
//	for entry, err := range r.Entries() {
//		// propose entry.Listing, show entry.Notes
//	}
//	report := r.Report()
//
// Nothing here fetches anything: the caller brings an io.Reader. Names of people in a
// directory (contacts, whoever assured an entry) are not read.
//
// What becomes of a service:
//
//	name, description, alert, url, email    Name, Offers, Now.Alert, Contacts
//	organization                            Organisation, OrganisationName, Contacts where the service has none
//	status                                  imported; closed for now; gone
//	assured_date, last_modified             Source.Assured, Source.Changed
//	minimum_age, maximum_age, wait_time,
//	eligibility_description or eligibility  Reach
//	schedules                               Hours where they are weekly, Sessions where they have a date
//	cost_options, fees, fees_description    Cost
//	languages                               Languages
//	locations, service_at_locations         Place, a visit in Contacts, Features from accessibility
//	phones, contacts                        Contacts
//	service_areas                           Area, by Options.Areas
//	attributes                              Topics, Categories, Features, by Options.Terms
//
// What has no place of its own and is of use to somebody who would go there (how to
// apply, interpreters, accessibility and opening times in words) is added to Offers,
// each in a paragraph. Funding, accreditations, logos and identifiers are not kept.
package openreferral
